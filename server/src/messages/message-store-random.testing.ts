// Random work, the same on a store and on its model: they must agree at every step. For every backend.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AccountId, wire } from '@parley/protocol';
import {
  alice,
  bob,
  carol,
  createTestClock,
  messageId,
  readAll,
  type StorePlace,
  type TestClock,
  testLimits,
  text,
} from './message-store.testing.ts';
import type { Append, MessageStore } from './message-store.ts';
import { createModel, type Model, type ModelInbox } from './message-store-model.testing.ts';

const ACCOUNTS = [alice, bob, carol];
const MAX_IDS = 5;
const MAX_DEVICES = 4;

interface RandomWork {
  readonly steps?: number;
  /** Appends. A store of several cells keeps the order of different senders only where each waits for the one before. */
  readonly atOnce?: number;
}

export function messageStoreRandom(
  name: string,
  createPlace: () => StorePlace,
  seeds: readonly number[],
  { steps = 200, atOnce = 6 }: RandomWork = {},
): void {
  for (const seed of seeds) {
    test(`${name}: does what its model does, ${steps} random steps of seed ${seed}`, async () => {
      const clock = createTestClock();
      const limits = testLimits({ maxIdsPerReceipt: MAX_IDS });
      const place = createPlace();
      const open = () => place.open({ clock, limits });
      const work: Work = {
        store: await open(),
        model: createModel(MAX_IDS),
        clock,
        random: createRandom(seed),
        open,
        atOnce,
      };
      await run(work, steps);
      await work.store.close();
    });
  }
}

interface Work {
  store: MessageStore;
  readonly model: Model;
  readonly clock: TestClock;
  readonly random: Random;
  readonly open: () => Promise<MessageStore>;
  readonly atOnce: number;
}

async function run(work: Work, count: number): Promise<void> {
  const { random, clock, model } = work;
  const numbers = createNumbers();
  for (const account of ACCOUNTS) await setDevices(work, numbers, account, [numbers.device(), numbers.device()]);
  const anyInbox = (): ModelInbox => random.pick([...model.inboxes.values()]);
  const steps: (() => Promise<void>)[] = [
    () => append(work, numbers),
    () => append(work, numbers),
    () => append(work, numbers),
    () => ack(work, anyInbox()),
    () => ack(work, anyInbox()),
    () => purge(work, anyInbox()),
    () => expire(work),
    () => changeDevices(work, numbers),
    () => reopen(work),
  ];
  for (let step = 0; step < count; step++) {
    clock.advance(random.below(1_000));
    await random.pick(steps)();
    await compare(work);
  }
}

async function append({ store, model, random, clock, atOnce }: Work, numbers: Numbers): Promise<void> {
  const appends = Array.from({ length: 1 + random.below(atOnce) }, (_, i): Append => {
    const from = random.pick(ACCOUNTS);
    const n = random.below(5) === 0 ? numbers.oldMessage(random) : numbers.message();
    const others = ACCOUNTS.filter(other => other !== from);
    const account = others[n % others.length]!; // a repeat goes to whom the first one went to
    const devices = random.below(12) === 0 ? [99_999] : model.accounts.get(account)!.devices;
    const rows = devices.map(device => ({ device, envelope: text(n, 10 + random.below(3_000)) }));
    const sender = { account: from, device: random.pick(model.accounts.get(from)!.devices) };
    const targets = [{ account, listVersion: 1, rows }];
    return { sender, id: messageId(n), ts: clock.now() + i, control: random.below(5) === 0, targets };
  });
  const results = await Promise.all(appends.map(one => store.append(one)));
  for (const [i, one] of appends.entries()) {
    const { rows: _rows, ...result } = { rows: [], ...results[i]! };
    assert.deepEqual(result, model.append(one, clock.now()));
  }
}

async function ack({ store, model, random, clock }: Work, inbox: ModelInbox): Promise<void> {
  const seq = random.below(inbox.lastSeq + 2);
  const isForeign = random.below(8) === 0;
  const { inboxEpoch } = (await store.stat(inbox.address))!;
  const { removed } = await store.ack(inbox.address, { inboxEpoch: inboxEpoch + (isForeign ? 1 : 0), seq });
  assert.equal(removed, isForeign ? 0 : model.ack(inbox, seq, clock.now()));
}

async function purge({ store, model }: Work, inbox: ModelInbox): Promise<void> {
  const before = await store.stat(inbox.address);
  assert.equal(await store.purge(inbox.address), model.purge(inbox));
  assert.notEqual((await store.stat(inbox.address))?.inboxEpoch, before?.inboxEpoch);
}

async function expire({ store, model, random, clock }: Work): Promise<void> {
  const storedBefore = clock.now() - random.below(20_000);
  assert.equal(await store.expire(storedBefore), model.expire(storedBefore));
}

async function setDevices(work: Work, numbers: Numbers, account: AccountId, devices: number[]): Promise<void> {
  const version = numbers.version();
  await work.store.setDevices(account, version, devices);
  work.model.setDevices(account, version, devices);
}

async function changeDevices(work: Work, numbers: Numbers): Promise<void> {
  const account = work.random.pick(ACCOUNTS);
  const { devices } = work.model.accounts.get(account)!;
  const kept = devices.length > 1 && work.random.below(2) === 0 ? devices.slice(1) : [...devices];
  await setDevices(work, numbers, account, kept.length < MAX_DEVICES ? [...kept, numbers.device()] : kept);
}

async function reopen(work: Work): Promise<void> {
  await work.store.close();
  work.store = await work.open();
}

async function compare({ store, model }: Work): Promise<void> {
  let total = 0;
  for (const inbox of model.inboxes.values()) {
    const stat = (await store.stat(inbox.address))!;
    const { cursor, lastSeq, rows } = inbox;
    assert.deepEqual([stat.cursor, stat.lastSeq, stat.rows], [cursor, lastSeq, rows.length]);
    const stored = await readAll(store, inbox.address);
    assert.deepEqual(
      stored.map(row => row.seq),
      rows.map(row => row.seq),
    );
    for (const [i, { content }] of rows.entries()) assert.deepEqual(contentOf(stored[i]!.envelope, content), content);
    assert.equal(
      stat.bytes,
      stored.reduce((sum, row) => sum + row.envelope.length, 0),
    );
    total += rows.length;
  }
  assert.equal(store.totals().rows, total);
}

/** A row's envelope in the model's terms. */
function contentOf(envelope: Uint8Array, expected: Uint8Array | readonly string[]): Uint8Array | string[] {
  if (expected instanceof Uint8Array) return new Uint8Array(envelope);
  return wire.Envelope.decode(envelope).delivered!.ids!.map(id => Buffer.from(id).toString('hex'));
}

type Numbers = ReturnType<typeof createNumbers>;

function createNumbers() {
  let version = 0;
  let device = 0;
  let message = 0;
  return {
    version: () => ++version,
    device: () => ++device,
    message: () => ++message,
    oldMessage: (random: Random) => 1 + random.below(Math.max(1, message)),
  };
}

interface Random {
  below(n: number): number;
  pick<T>(from: readonly T[]): T;
}

/** A small generator with a seed, so that a failure can be run again. */
function createRandom(seed: number): Random {
  let state = seed;
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const below = (n: number): number => Math.floor(next() * n);
  return { below, pick: from => from[below(from.length)]! };
}
