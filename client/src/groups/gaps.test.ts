// Who has let whom in cannot be verified for a while: what may be missing is said, and asked for again.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { AccountId, GroupId, MessageId } from '@parley/protocol';
import { createManualClock, type ManualClock, turns } from '../testing/manual-clock.ts';
import { until } from '../testing/until.ts';
import { createWorld, type Person, type World } from '../testing/world.ts';

/** Whatever is tried again waits for it. */
const away = { online: false, random: () => 0.5 };
const HOUR_MS = 3_600_000;
const idOf = ({ client }: Person): AccountId => client.account;

/** Cat is away when Dan joins; he writes before she comes again. */
async function meet(t: TestContext) {
  const clock = createManualClock();
  const world = createWorld(clock);
  t.after(world.close);
  const [ann, cat, dan] = [await world.register('Ann'), await world.register('Cat'), await world.register('Dan')];
  const { id } = await ann.client.createGroup({ name: 'Climbing', members: [idOf(cat)] });
  await until(async () => (await cat.client.group(id)) !== undefined);
  const { link = '' } = await ann.client.makeInvite(id);
  const again = await world.restart(cat, away);
  await dan.client.joinGroup(link);
  await until(async () => (await ann.client.group(id))?.members.length === 3);
  return { clock, world, ann, dan, cat: again, id };
}

/** The server has no device lists to give until it is said that it has. `asked`: how often for a roster. */
function withoutLists({ server: { accounts } }: World) {
  const { fetch } = accounts;
  let asked = 0;
  accounts.fetch = (async (input, init) => {
    if (/\/roster/.test(String(input))) asked++;
    if (!/\/v1\/accounts\/(lists|\w+\/devices)/.test(String(input))) return fetch(input, init);
    throw new TypeError('the network is away');
  }) as typeof fetch;
  const again = (): void => {
    accounts.fetch = fetch;
  };
  return { asked: () => asked, again };
}

/** However many connections that takes. */
async function comesOnline({ client }: Person, clock: ManualClock): Promise<void> {
  client.connect();
  await until(async () => {
    await clock.advance(1_000);
    return client.connection.state === 'online';
  });
}

async function says({ client }: Person, id: GroupId, text: string): Promise<MessageId> {
  const message = await client.sendText(id, text);
  await client.waitFor(message.id, 'sent');
  return message.id;
}

async function lines({ client }: Person, id: GroupId): Promise<(string | undefined)[]> {
  const all = await client.messages(id);
  return all.map(({ notice, text }) => notice?.kind ?? text).slice(all.findIndex(({ text }) => text === 'before'));
}

async function shows(person: Person, id: GroupId, ...expected: string[]): Promise<void> {
  await until(async () => String(await lines(person, id)) === String(expected)).catch(() => {});
  assert.deepEqual(await lines(person, id), expected);
}

test('D8 what cannot be verified is one line, however much it is, and the group goes on when it can be', async t => {
  const { clock, world, ann, dan, cat, id } = await meet(t);
  await says(ann, id, 'before');
  for (const text of ['one', 'two', 'three']) await says(dan, id, text);
  const lists = withoutLists(world);
  await comesOnline(cat, clock);
  await says(ann, id, 'after');
  await shows(cat, id, 'before', 'group_unverified', 'after');
  lists.again();
  await clock.advance(HOUR_MS);
  await until(async () => (await cat.client.group(id))?.members.length === 3);
  await says(dan, id, 'four');
  await shows(cat, id, 'before', 'group_unverified', 'after', 'four');
});

test('D8 a gap is known over a restart: it is told once, and closed at the first connection that can', async t => {
  const { clock, world, ann, dan, cat, id } = await meet(t);
  await says(ann, id, 'before');
  await says(dan, id, 'one');
  const lists = withoutLists(world);
  await comesOnline(cat, clock);
  await shows(cat, id, 'before', 'group_unverified');
  const next = await world.restart(cat, away);
  await comesOnline(next, clock);
  await says(dan, id, 'two');
  await says(ann, id, 'after');
  await shows(next, id, 'before', 'group_unverified', 'after');
  lists.again();
  const last = await world.restart(next);
  await until(async () => (await last.client.group(id))?.members.length === 3);
  assert.deepEqual(await last.store.list('groups').then(rows => rows.map(({ gap }) => gap)), [undefined]);
});

test('D9 what is missing is asked for now and then, as long as it takes', async t => {
  const { clock, world, cat, id } = await meet(t);
  const lists = withoutLists(world);
  await comesOnline(cat, clock);
  await until(async () => (await cat.store.get('groups', id))?.gap !== undefined);
  await turns(100);
  const before = lists.asked();
  await clock.advance(HOUR_MS);
  const inAnHour = lists.asked() - before;
  assert.ok(inAnHour > 1 && inAnHour < 10, `${inAnHour}`);
  lists.again();
  await clock.advance(HOUR_MS);
  await until(async () => (await cat.store.get('groups', id))?.gap === undefined);
});
