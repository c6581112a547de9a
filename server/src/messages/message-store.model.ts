// Random work on a store and on a model of it that fits on two pages; they must agree at every step. Run on every backend.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AccountId, type DeviceAddress, deviceKey, wire } from '@parley/protocol';
import type { Append, MessageStore } from './message-store.ts';
import {
  alice,
  bob,
  carol,
  createTestClock,
  idsOf,
  messageId,
  readAll,
  type StorePlace,
  testLimits,
  text,
  textOf,
} from './message-store.testing.ts';

type ModelRow = { readonly seq: number; readonly storedAt: number } & (
  | { readonly text: number; readonly from: AccountId; readonly control: boolean }
  | { readonly receipt: readonly number[] }
);

interface ModelInbox {
  readonly address: DeviceAddress;
  rows: ModelRow[];
  cursor: number;
  lastSeq: number;
  epoch: number;
}

interface Model {
  readonly devices: Map<AccountId, number[]>;
  readonly inboxes: Map<string, ModelInbox>;
  readonly seen: Map<string, number>;
}

const ACCOUNTS = [alice, bob, carol];
const MAX_IDS = 5;
const STEPS = 250;

/** A small generator with a seed, so that a failure can be run again. */
function createRandom(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return { below, pick: <T>(from: readonly T[]): T => from[below(from.length)]! };
}

export function messageStoreModel(name: string, createPlace: () => StorePlace, seeds: readonly number[]): void {
  for (const seed of seeds) {
    test(`${name}: does what its model does, ${STEPS} random steps of seed ${seed}`, () => run(createPlace(), seed));
  }
}

async function run(place: StorePlace, seed: number): Promise<void> {
  const random = createRandom(seed);
  const clock = createTestClock();
  const limits = testLimits({ maxIdsPerReceipt: MAX_IDS });
  const model: Model = { devices: new Map(), inboxes: new Map(), seen: new Map() };
  let store = await place.open({ clock, limits });
  let version = 0;
  let nextDevice = 1;
  let nextMessage = 1;

  async function setDevices(account: AccountId, devices: number[]): Promise<void> {
    await store.setDevices(account, ++version, devices);
    for (const device of model.devices.get(account) ?? []) {
      if (!devices.includes(device)) model.inboxes.delete(deviceKey(account, device));
    }
    model.devices.set(account, devices);
    for (const device of devices) {
      const address = { account, device };
      const key = deviceKey(account, device);
      if (model.inboxes.has(key)) continue;
      const { inboxEpoch } = (await store.stat(address))!;
      model.inboxes.set(key, { address, rows: [], cursor: 0, lastSeq: 0, epoch: inboxEpoch });
    }
  }

  function randomAppend(): Append {
    const from = random.pick(ACCOUNTS);
    const to = random.pick(ACCOUNTS.filter(account => account !== from));
    const repeated = nextMessage > 1 && random.below(6) === 0;
    const n = repeated ? 1 + random.below(nextMessage - 1) : nextMessage++;
    const devices = random.below(10) === 0 ? [99] : model.devices.get(to)!;
    const rows = devices.map(device => ({ device, envelope: text(n, 10 + random.below(3_000)) }));
    const sender = { account: from, device: random.pick(model.devices.get(from)!) };
    const targets = [{ account: to, listVersion: version, rows }];
    return { sender, id: messageId(n), ts: clock.now(), control: random.below(5) === 0, targets };
  }

  async function append(): Promise<void> {
    const appends = Array.from({ length: 1 + random.below(6) }, randomAppend);
    const results = await Promise.all(appends.map(one => store.append(one)));
    for (const [i, one] of appends.entries()) {
      assert.deepEqual(withoutRows(results[i]!), modelAppend(model, one, clock.now()));
    }
  }

  async function ack(): Promise<void> {
    const inbox = random.pick([...model.inboxes.values()]);
    const seq = random.below(inbox.lastSeq + 2);
    await store.ack(inbox.address, { inboxEpoch: inbox.epoch + (random.below(8) === 0 ? 1 : 0), seq });
    const foreign = random.below(1) !== 0;
    if (!foreign) await modelAckFromStore(inbox, seq);
  }

  async function modelAckFromStore(inbox: ModelInbox, seq: number): Promise<void> {
    const { cursor } = (await store.stat(inbox.address))!;
    if (cursor === inbox.cursor) return; // refused: the comparison below tells whether rightly
    assert.equal(cursor, seq);
    modelAck(model, inbox, seq, clock.now());
  }

  async function purge(): Promise<void> {
    const inbox = random.pick([...model.inboxes.values()]);
    assert.equal(await store.purge(inbox.address), inbox.rows.length);
    const { inboxEpoch } = (await store.stat(inbox.address))!;
    assert.notEqual(inboxEpoch, inbox.epoch);
    Object.assign(inbox, { rows: [], cursor: inbox.lastSeq, epoch: inboxEpoch });
  }

  async function expire(): Promise<void> {
    const storedBefore = clock.now() - random.below(20_000);
    let expected = 0;
    for (const inbox of model.inboxes.values()) {
      const old = inbox.rows.filter(row => row.storedAt <= storedBefore);
      expected += old.length;
      inbox.rows = inbox.rows.slice(old.length);
      inbox.cursor = Math.max(inbox.cursor, old.at(-1)?.seq ?? 0);
    }
    assert.equal(await store.expire(storedBefore), expected);
  }

  async function changeDevices(): Promise<void> {
    const account = random.pick(ACCOUNTS);
    const devices = model.devices.get(account)!;
    const kept = devices.length > 1 && random.below(2) === 0 ? devices.slice(1) : devices;
    await setDevices(account, kept.length < 4 ? [...kept, nextDevice++] : kept);
  }

  async function reopen(): Promise<void> {
    await store.close();
    store = await place.open({ clock, limits });
  }

  const steps = [append, append, append, append, ack, ack, ack, purge, expire, changeDevices, reopen];
  for (const account of ACCOUNTS) await setDevices(account, [nextDevice++, nextDevice++]);
  for (let step = 0; step < STEPS; step++) {
    clock.advance(random.below(1_000));
    await random.pick(steps)();
    await compare(store, model);
  }
  await store.close();
}

function withoutRows(result: object): object {
  const { rows: _rows, ...rest } = result as { rows?: unknown };
  return rest;
}

function modelAppend(model: Model, { sender, id, ts, control, targets }: Append, now: number): object {
  const [target] = targets;
  const { account, rows } = target!;
  const devices = model.devices.get(account)!;
  const key = `${deviceKey(sender.account, sender.device)} ${id}`;
  const firstTs = model.seen.get(key);
  if (firstTs !== undefined) return { kind: 'duplicate', ts: firstTs };
  if (rows[0]!.device === 99) {
    const listed = model.inboxes.size; // any inbox of the account knows the version
    assert.ok(listed > 0);
    return { kind: 'stale_devices', mismatches: [{ account, version: versionOf(model, account), missing: devices, extra: [99] }] };
  }
  model.seen.set(key, ts);
  for (const { device, envelope } of rows) {
    const row = { text: textOf({ envelope }), from: sender.account, control };
    modelAdd(model.inboxes.get(deviceKey(account, device))!, row, now);
  }
  return { kind: 'stored', ts };
}
