// Messages kept in view for everybody in a chat.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { ChatId, MessageId } from '@parley/protocol';
import { createManualClock } from '../testing/manual-clock.ts';
import { linkSecondDevice } from '../testing/second-device.ts';
import { until } from '../testing/until.ts';
import { createWorld, type Person } from '../testing/world.ts';

async function meet(t: TestContext) {
  const clock = createManualClock();
  const world = createWorld(clock);
  t.after(world.close);
  return { world, clock, ann: await world.register('Ann'), ben: await world.register('Ben') };
}

async function says(person: Person, to: ChatId, ...texts: string[]): Promise<MessageId[]> {
  const ids = [];
  for (const text of texts) {
    const { id } = await person.client.sendText(to, text);
    await person.client.waitFor(id, 'delivered');
    ids.push(id);
  }
  return ids;
}

async function pins(person: Person, chat: ChatId, ...texts: string[]): Promise<void> {
  let last: unknown;
  const shown = async () => (await person.client.pinned(chat)).map(({ text }) => text);
  await until(async () => {
    last = await shown();
    return JSON.stringify(last) === JSON.stringify(texts);
  }).catch(() => assert.deepEqual(last, texts));
}

const linesOf = async ({ client }: Person, chat: ChatId) =>
  (await client.messages(chat)).map(({ notice, outgoing, text }) =>
    notice?.kind === 'message_pinned' ? `${outgoing ? 'I' : 'they'} pinned` : text,
  );

test('U19 a message pinned by either is pinned for both, on all devices, with a line that says by whom', async t => {
  const { world, clock, ann, ben } = await meet(t);
  const second = await world.open(await linkSecondDevice(world.server.accounts, ann.store));
  const [toBen, toAnn] = [ben.client.account, ann.client.account];
  const [one, two] = await says(ann, toBen, 'one', 'two');
  await ben.client.pin(one!, true);
  for (const person of [ann, second]) await pins(person, toBen, 'one');
  await pins(ben, toAnn, 'one');
  assert.deepEqual(await linesOf(ann, toBen), ['one', 'two', 'they pinned']);
  await clock.advance(1_000);
  await ann.client.pin(two!, true);
  await pins(ben, toAnn, 'two', 'one');
  await pins(second, toBen, 'two', 'one');
  assert.deepEqual(await linesOf(second, toBen), ['one', 'two', 'they pinned', 'I pinned']);
  assert.equal((await ben.client.chat(toAnn)).unread, 2, 'the lines are nothing to read');
  await ann.client.pin(one!, false);
  for (const person of [ann, second]) await pins(person, toBen, 'two');
  await pins(ben, toAnn, 'two');
  assert.equal((await linesOf(ben, toAnn)).length, 4);
});

test('U19 three are pinned at most: one more takes the place of the one pinned first', async t => {
  const { ann, ben } = await meet(t);
  const ids = await says(ann, ben.client.account, 'one', 'two', 'three', 'four');
  for (const id of ids) {
    await ann.client.pin(id, true);
    await ann.client.whenSent();
  }
  await pins(ann, ben.client.account, 'four', 'three', 'two');
  await pins(ben, ann.client.account, 'four', 'three', 'two');
  await ben.client.pin(ids[3]!, false);
  await pins(ann, ben.client.account, 'three', 'two');
});

test('F33 F36 what is deleted or vanishes is pinned no longer, and what cannot be read again is not pinned', async t => {
  const { clock, ann, ben } = await meet(t);
  const [gone] = await says(ann, ben.client.account, 'the secret');
  await ann.client.setTimer(ben.client.account, 60);
  const [brief] = await says(ann, ben.client.account, 'brief');
  await ben.client.pin(gone!, true);
  await ben.client.pin(brief!, true);
  await pins(ann, ben.client.account, 'brief', 'the secret');
  await ann.client.deleteForEveryone(gone!);
  await pins(ben, ann.client.account, 'brief');
  await assert.rejects(ben.client.pin(gone!, true), { code: 'not_pinnable' });
  await clock.advance(61_000);
  await pins(ben, ann.client.account);
  await pins(ann, ben.client.account);
});

test('U19 a pin made without a network is shown at once, and goes out with it', async t => {
  const { world, ann, ben } = await meet(t);
  const [id] = await says(ann, ben.client.account, 'here');
  world.server.cut(1006, ben.client);
  world.server.reachable = false;
  await ben.client.pin(id!, true);
  const again = await world.restart(ben, { killed: true, online: false });
  await pins(again, ann.client.account, 'here');
  world.server.reachable = true;
  again.client.connect();
  await pins(ann, ben.client.account, 'here');
  await again.client.whenSent();
  assert.deepEqual(await linesOf(again, ann.client.account), ['here', 'I pinned']);
});

test('U19 in a group everybody pins, or admins alone where they alone change the details', async t => {
  const { ann, ben } = await meet(t);
  const { id: group } = await ann.client.createGroup({
    name: 'Climbing',
    members: [ben.client.account],
    settings: { adminsEditDetails: false },
  });
  await until(async () => (await ben.client.group(group)) !== undefined);
  const { id } = await ann.client.sendText(group, 'at six');
  await until(async () => (await ben.client.message(id)) !== undefined);
  await ben.client.pin(id, true);
  await pins(ann, group, 'at six');
  await ann.client.changeGroup(group, { settings: { adminsEditDetails: true } });
  await until(async () => (await ben.client.group(group))?.settings.adminsEditDetails === true);
  await assert.rejects(ben.client.pin(id, false), { code: 'group_forbidden' });
  await ann.client.pin(id, false);
  await pins(ben, group);
});
