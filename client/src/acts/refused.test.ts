// What is done with a message and refused by the server for good: the person is told, and has a way out.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type ErrorCode, limits, type MessageId } from '@parley/protocol';
import { collect } from '../archive/collecting.ts';
import type { Message, Notice } from '../client.ts';
import { refusal } from '../testing/fake-inboxes.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { linkSecondDevice } from '../testing/second-device.ts';
import { until } from '../testing/until.ts';
import { createWorld, type Person } from '../testing/world.ts';

async function meet(t: TestContext) {
  const clock = createManualClock();
  const world = createWorld(clock);
  t.after(world.close);
  const [ann, ben] = [await world.register('Ann'), await world.register('Ben')];
  const { id } = await ann.client.sendText(ben.client.account, 'first');
  await ann.client.waitFor(id, 'delivered');
  /** Whatever Ann sends meanwhile is refused for good. */
  const refusing = async (code: ErrorCode, { client }: Person, act: () => Promise<unknown>): Promise<void> => {
    world.server.onClientFrame = ({ send }, { account }) =>
      send?.id && account === ann.client.account ? refusal(send.id, code, false) : undefined;
    await act();
    await client.whenSent();
    world.server.onClientFrame = () => undefined;
  };
  return { world, clock, ann, ben, id, refusing };
}

async function sees({ client }: Person, id: MessageId, holds: (message: Message) => boolean): Promise<Message> {
  let last: Message | undefined;
  await until(async () => {
    last = await client.message(id);
    return last !== undefined && holds(last);
  });
  return last!;
}

const told = ({ notices }: Person) =>
  notices
    .filter((notice): notice is Extract<Notice, { kind: 'act_refused' }> => notice.kind === 'act_refused')
    .map(({ act, error }) => `${act} ${error.code}`);

test('U15 F32 an edit that the server refuses is told with the reason, stays so over a restart, and can be tried again', async t => {
  const { world, ann, ben, id, refusing } = await meet(t);
  const statuses: (string | undefined)[] = [];
  ann.client.on('status', ({ refused }) => statuses.push(refused?.act));
  await refusing('content_too_large', ann, () => ann.client.editText(id, 'second'));
  assert.equal(statuses.at(-1), 'edit');
  assert.deepEqual(told(ann), ['edit content_too_large']);
  const again = await world.restart(ann, { killed: true });
  const { text, edited, refused } = (await again.client.message(id))!;
  assert.deepEqual([text, edited], ['first', undefined]);
  assert.equal(refused?.act === 'edit' && refused.text, 'second');
  assert.equal(refused?.error.code, 'content_too_large');
  assert.equal((await ben.client.message(id))?.refused, undefined);
  const { rows } = await collect(again.store, {}, new Set());
  assert.deepEqual(
    [rows.messages.length, rows.messages[0]?.refused],
    [1, undefined],
    'of no concern to a newly linked device',
  );

  await again.client.retry(id);
  const now = (await again.client.message(id))!;
  assert.deepEqual([now.text, now.refused], ['second', undefined], 'shown at once, as any edit');
  await sees(ben, id, message => message.text === 'second');
  await again.client.whenSent();
  assert.equal((await again.client.message(id))?.refused, undefined);
  await assert.rejects(again.client.retry(id), { code: 'not_failed' });
});

test('F32 a refused edit is over when it is given up, when the next one is taken, and when the old text is what is wanted', async t => {
  const { ann, ben, id, refusing } = await meet(t);
  const isRefused = async () => (await ann.client.message(id))?.refused !== undefined;
  const refuse = () => refusing('content_too_large', ann, () => ann.client.editText(id, 'bad'));
  await refuse();
  await ann.client.discard(id);
  assert.equal(await isRefused(), false);
  assert.equal((await ann.client.message(id))?.text, 'first');
  await assert.rejects(ann.client.discard(id), { code: 'not_failed' });

  await refuse();
  await refusing('unknown_account', ann, () => ann.client.retry(id));
  assert.equal((await ann.client.message(id))?.refused?.error.code, 'unknown_account');
  await ann.client.editText(id, 'second');
  await sees(ben, id, ({ text }) => text === 'second');
  await ann.client.whenSent();
  assert.equal(await isRefused(), false);

  await refuse();
  assert.equal(await isRefused(), true);
  await ann.client.editText(id, 'second');
  assert.equal(await isRefused(), false);
});

test('F32 F33 a deletion that is refused says that the others have the message; it can be tried again, or nothing stays here', async t => {
  const { world, ann, ben, id, refusing } = await meet(t);
  await refusing('content_too_large', ann, () => ann.client.editText(id, 'a secret'));
  await refusing('unknown_account', ann, () => ann.client.deleteForEveryone(id));
  assert.equal(JSON.stringify(await ann.store.list('messages')).includes('secret'), false);
  const { refused, deletedBy } = (await ann.client.message(id))!;
  assert.deepEqual([refused?.act, refused?.error.code, deletedBy], ['deletion', 'unknown_account', ann.client.account]);
  assert.deepEqual(told(ann), ['edit content_too_large', 'deletion unknown_account']);
  assert.equal((await ben.client.message(id))?.text, 'first');
  const again = await world.restart(ann, { killed: true });
  await refusing('unknown_account', again, () => again.client.retry(id));
  assert.deepEqual(told(again), ['deletion unknown_account']);
  await again.client.retry(id);
  await sees(ben, id, message => message.deletedBy === ann.client.account);
  await again.client.whenSent();
  assert.equal((await again.client.message(id))?.refused, undefined);

  const { id: other } = await again.client.sendText(ben.client.account, 'another');
  await again.client.waitFor(other, 'delivered');
  await refusing('unknown_account', again, () => again.client.deleteForEveryone(other));
  await again.client.discard(other);
  assert.equal((await again.client.messages(ben.client.account)).length, 1, 'no line that it was deleted');
  assert.equal((await ben.client.message(other))?.text, 'another');
});

test('F32 a reaction, a pin and a timer that are refused are taken back, and told', async t => {
  const { ann, ben, id, refusing } = await meet(t);
  const to = ben.client.account;
  await ann.client.react(id, '👍');
  await ann.client.whenSent();
  await refusing('unknown_account', ann, () => ann.client.react(id, '🎉'));
  await refusing('unknown_account', ann, () => ann.client.pin(id, true));
  await refusing('unknown_account', ann, () => ann.client.setTimer(to, 60));
  assert.deepEqual(told(ann), ['reaction unknown_account', 'pin unknown_account', 'timer unknown_account']);
  const { reactions, pinned, refused } = (await ann.client.message(id))!;
  assert.deepEqual([reactions?.map(({ emoji }) => emoji), pinned, refused], [['👍'], undefined, undefined]);
  assert.equal((await ann.client.chat(to)).timerS, undefined);
  assert.equal((await ann.client.messages(to)).length, 1);
});

test('F32 what something else has taken the place of by then is not told', async t => {
  const { world, ann, ben, id } = await meet(t);
  let sends = 0;
  world.server.onClientFrame = ({ send }, { account }) =>
    send?.id && account === ann.client.account && ++sends === 1
      ? refusal(send.id, 'content_too_large', false)
      : undefined;
  await Promise.all([ann.client.editText(id, 'second'), ann.client.editText(id, 'third')]);
  await sees(ben, id, ({ text }) => text === 'third');
  await ann.client.whenSent();
  assert.deepEqual(told(ann), []);
  assert.equal((await ann.client.message(id))?.refused, undefined);
});

test('U19 F32 an edit and a deletion that the server takes in too late are told; there is nothing to be tried again', async t => {
  const { world, clock, ann, ben, id } = await meet(t);
  const { id: kept } = await ann.client.sendText(ben.client.account, 'kept');
  await ann.client.waitFor(kept, 'delivered');
  world.server.cut(1006, ann.client);
  world.server.reachable = false;
  await ann.client.editText(id, 'second');
  await ann.client.deleteForEveryone(kept);
  clock.set(clock.now() + limits.deleteWithinMs * 2);
  world.server.reachable = true;
  const again = await world.restart(ann, { killed: true });
  await again.client.whenSent();
  assert.deepEqual(told(again).sort(), ['deletion too_late', 'edit too_late']);
  for (const late of [id, kept]) {
    assert.equal((await again.client.message(late))?.refused?.error.code, 'too_late');
    await assert.rejects(again.client.retry(late), { code: 'too_late' });
    await again.client.discard(late);
  }
  assert.equal((await again.client.message(id))?.text, 'first');
  assert.equal((await ben.client.message(kept))?.text, 'kept');
});

test('F32 what was refused on one device is nothing to the own others, and is over when one of them edits', async t => {
  const { world, ann, ben, id, refusing } = await meet(t);
  const second = await world.open(await linkSecondDevice(world.server.accounts, ann.store));
  const { id: next } = await ann.client.sendText(ben.client.account, 'next');
  await sees(second, next, ({ text }) => text === 'next');
  await refusing('content_too_large', ann, () => ann.client.editText(next, 'bad'));
  await ann.client.react(id, '👍');
  await sees(ben, id, ({ reactions }) => reactions !== undefined);
  assert.equal((await second.client.message(next))?.refused, undefined);
  await second.client.editText(next, 'good');
  const { refused } = await sees(ann, next, ({ text }) => text === 'good');
  assert.equal(refused, undefined);
});

test('F21 F32 who was put out of a group while away is told that an edit and a reaction were not taken', async t => {
  const { world, ann, ben } = await meet(t);
  const { id: group } = await ben.client.createGroup({ name: 'Climbing', members: [ann.client.account] });
  await until(async () => (await ann.client.group(group)) !== undefined);
  const { id } = await ann.client.sendText(group, 'first');
  await ann.client.waitFor(id, 'delivered');
  const again = await world.restart(ann, { online: false });
  await again.client.react(id, '👍');
  await again.client.editText(id, 'second');
  await ben.client.removeMembers(group, [ann.client.account]);
  again.client.connect();
  await again.client.whenSent();
  assert.deepEqual(
    told(again)
      .map(each => each.split(' ')[0])
      .sort(),
    ['edit', 'reaction'],
  );
  const { text, reactions, refused } = (await again.client.message(id))!;
  assert.deepEqual([text, reactions, refused?.act], ['first', undefined, 'edit']);
  await assert.rejects(again.client.retry(id), { code: 'group_forbidden' });
});
