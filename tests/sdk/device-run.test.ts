// People with several devices do at random what people do; when it has come to rest, the devices of each agree with one another,
// nobody was shown a tick going back, and an unlinked device knows nothing that was written since. PARLEY_SEED plays one again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountId, MessageId, MessageState } from '@parley/client';
import { createRandom } from '../../server/src/lib/random.testing.ts';
import { createRealWorld, type Person, type RealWorld, until } from './real-world.ts';

const seed = Number(process.env.PARLEY_SEED ?? Math.floor(Math.random() * 1_000_000));
const STEPS = Number(process.env.PARLEY_TEST_DEVICE_STEPS ?? 40);
const ACCOUNTS = 3;
const MAX_DEVICES = 4;

interface Device {
  readonly person: Person;
  readonly ticks: Map<MessageId, MessageState>;
}

interface Account {
  readonly account: AccountId;
  /** The first holds the account key. */
  readonly devices: Device[];
}

interface Play {
  readonly world: RealWorld;
  readonly random: () => number;
  readonly accounts: Account[];
  readonly ended: { readonly device: Device; readonly account: AccountId }[];
  readonly backwards: string[];
  texts: number;
}

const order: readonly MessageState[] = ['pending', 'sent', 'delivered', 'read'];

function watched(person: Person, { backwards }: Pick<Play, 'backwards'>): Device {
  const ticks = new Map<MessageId, MessageState>();
  person.client.on('status', ({ id, outgoing, state }) => {
    if (!outgoing || state === 'failed') return; // what a device had not sent when it was unlinked
    const before = ticks.get(id) ?? 'pending';
    if (order.indexOf(state) < order.indexOf(before)) backwards.push(`${id} went from ${before} to ${state}`);
    ticks.set(id, state);
  });
  return { person, ticks };
}

const steps: Readonly<Record<string, (play: Play, own: Account, device: Device, other: Account) => Promise<unknown>>> =
  {
    send: (play, _, { person }, other) => person.client.sendText(other.account, `text ${play.texts++}`),
    sendAgain: (play, _, { person }, other) => person.client.sendText(other.account, `text ${play.texts++}`),
    read: (_, __, { person }, other) => person.client.markRead(other.account),
    archive: (play, _, { person }, other) =>
      person.client.updateChat(other.account, { archived: play.random() < 0.5, pinned: play.random() < 0.5 }),
    cut: async (_, __, { person }) => person.network.cut(),
    async star({ random }, _, { person }, other) {
      const all = (await person.client.messages(other.account)).filter(({ state }) => state !== 'pending');
      const one = all[Math.floor(random() * all.length)];
      if (one) await person.client.star(other.account, [one.id], random() < 0.5);
    },
    async remove({ random }, _, { person }, other) {
      const all = (await person.client.messages(other.account)).filter(({ state }) => order.indexOf(state) !== 0);
      const one = all[Math.floor(random() * all.length)];
      if (one && random() < 0.4) await person.client.deleteMessages(other.account, [one.id]);
    },
    async link(play, own) {
      if (own.devices.length >= MAX_DEVICES) return;
      own.devices.push(watched(await play.world.link(own.devices[0]!.person), play));
    },
    async unlink({ ended, random }, own) {
      if (own.devices.length < 2 || random() < 0.5) return;
      const [gone] = own.devices.splice(1, 1);
      await own.devices[0]!.person.client.unlink(gone!.person.client.device);
      ended.push({ device: gone!, account: own.account });
    },
  };

/** What devices of one person must have in common. */
async function standing({ person }: Device, accounts: readonly Account[]): Promise<string> {
  const chats = await Promise.all(
    accounts.map(async ({ account }) => {
      const { archived, pinnedAt } = await person.client.chat(account);
      const messages = (await person.client.messages(account, { limit: 10_000 })).map(
        ({ text, ts, author, starred, outgoing, state }) => ({ text, ts, author, starred, state: outgoing && state }),
      );
      return { archived, pinnedAt, messages };
    }),
  );
  return JSON.stringify(chats, null, 1);
}

test(`D2 D4 D5 D7 ${STEPS} steps of people with several devices end in agreement (seed ${seed})`, {
  timeout: 240_000,
}, async t => {
  t.diagnostic(`PARLEY_SEED=${seed}`);
  const world = await createRealWorld(t, { deviceChangesPerHour: 100_000, claimsPerMinute: 1_000_000 });
  const random = createRandom(seed);
  const play: Play = { world, random, accounts: [], ended: [], backwards: [], texts: 0 };
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  for (let i = 0; i < ACCOUNTS; i++) {
    const person = await world.register(`P${i}`);
    play.accounts.push({ account: person.client.account, devices: [watched(person, play)] });
  }
  for (let i = 0; i < STEPS; i++) {
    const own = pick(play.accounts);
    const other = pick(play.accounts.filter(each => each !== own));
    await steps[pick(Object.keys(steps))]?.(play, own, pick(own.devices), other);
  }
  const all = play.accounts.flatMap(({ devices }) => devices);
  for (const { person } of all) await person.client.whenOnline();
  await Promise.all(all.map(({ person }) => person.client.whenSent()));
  for (const { devices } of play.accounts) {
    for (const device of devices) {
      await until(
        async () =>
          (await device.person.client.history()) === undefined &&
          (await standing(device, play.accounts)) === (await standing(devices[0]!, play.accounts)),
      ).catch(async () =>
        assert.equal(await standing(device, play.accounts), await standing(devices[0]!, play.accounts)),
      );
    }
  }
  assert.deepEqual(play.backwards, []);
  await nothingIsRead(play);
});

/** What is written once a device is unlinked never comes to it. */
async function nothingIsRead({ accounts, ended }: Play): Promise<void> {
  for (const { device, account } of ended) {
    const from = accounts.find(each => each.account !== account)!.devices[0]!.person;
    const { id } = await from.client.sendText(account, 'not for the unlinked');
    await from.client.waitFor(id, 'delivered');
    assert.equal(await device.person.client.message(id), undefined);
    assert.equal(device.person.client.connection.state, 'stopped');
  }
}
