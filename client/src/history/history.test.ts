import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountId, MessageId } from '@parley/protocol';
import { ALWAYS, type Attachment, type Chat, type ClientEvents, type Message } from '../client.ts';
import { newMessageId } from '../message-id.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { until } from '../testing/until.ts';
import { createWorld, type Person, type World } from '../testing/world.ts';
import { searchableText } from './pages.ts';

type Scope = { after(run: () => Promise<void>): void };

async function pair(t: Scope, world: World = createWorld()) {
  t.after(world.close);
  const alice = await world.register('Alice');
  const bob = await world.register('Bob');
  return { world, alice, bob, to: bob.client.account, from: alice.client.account };
}

async function say(person: Person, to: AccountId, text: string): Promise<Message> {
  const { id } = await person.client.sendText(to, text);
  return person.client.waitFor(id, 'delivered');
}

function heard<E extends keyof ClientEvents>(person: Person, event: E): ClientEvents[E][] {
  const values: ClientEvents[E][] = [];
  person.client.on(event, value => values.push(value));
  return values;
}

const texts = (messages: readonly Message[]) => messages.map(message => message.text);

test('an own message says when it was sent, delivered and read, in server time', async t => {
  const clock = createManualClock();
  const { alice, bob, to, from } = await pair(t, createWorld(clock));
  const { id } = await alice.client.sendText(to, 'when?');
  await alice.client.waitFor(id, 'delivered');
  await clock.advance(60_000);
  await bob.client.markRead(from);
  await alice.client.waitFor(id, 'read');
  const { times } = (await alice.client.message(id)) ?? {};
  const { sentAt = 0, deliveredAt = 0, readAt = 0 } = times ?? {};
  assert.ok(sentAt > 0 && deliveredAt >= sentAt && readAt >= deliveredAt + 60_000, JSON.stringify(times));
  assert.equal((await bob.client.message(id))?.times, undefined);
});

test('D2 D4 the same id again is the same message, also after a restart: sent once', async t => {
  const { world, alice, bob, to, from } = await pair(t);
  const id = newMessageId();
  const first = await alice.client.sendText(to, 'once', { id });
  const [second] = await Promise.all([
    alice.client.sendText(to, 'once', { id }),
    alice.client.sendText(to, 'once', { id }),
  ]);
  assert.equal(first.id, id);
  assert.equal(second?.cursor.endsWith(id), true);
  await alice.client.waitFor(id, 'delivered');
  const again = await world.restart(alice);
  assert.equal((await again.client.sendText(to, 'once', { id })).state, 'delivered');
  await say(again, to, 'after it');
  assert.deepEqual(texts(await bob.client.messages(from)), ['once', 'after it']);
  await assert.rejects(again.client.sendText(from, 'elsewhere', { id }), { code: 'bad_message_id' });
  await assert.rejects(again.client.sendText(to, 'x', { id: 'no id' as MessageId }), { code: 'bad_message_id' });
});

test('D3 messages with and without an id of the caller leave in call order', async t => {
  const { alice, bob, to, from } = await pair(t);
  const sends = Array.from({ length: 20 }, (_, i) =>
    alice.client.sendText(to, String(i), i % 2 ? { id: newMessageId() } : {}),
  );
  const last = (await Promise.all(sends)).at(-1) as Message;
  await alice.client.waitFor(last.id, 'delivered');
  assert.deepEqual(
    texts(await bob.client.messages(from)),
    Array.from({ length: 20 }, (_, i) => String(i)),
  );
});

test('pages go up, down and around a place', async t => {
  const { alice, to } = await pair(t);
  const sent: Message[] = [];
  for (let i = 0; i < 9; i++) sent.push(await say(alice, to, String(i)));
  const cursor = sent[4]?.cursor as string;
  const page = async (options: object) => texts(await alice.client.messages(to, options)).join('');
  assert.equal(await page({ limit: 3 }), '678');
  assert.equal(await page({ before: cursor, limit: 3 }), '123');
  assert.equal(await page({ after: cursor, limit: 3 }), '567');
  assert.equal(await page({ around: cursor, limit: 4 }), '2345');
  assert.equal(await page({ around: cursor }), '012345678');
  assert.equal(await page({ after: sent[8]?.cursor }), '');
});

test('a chat is set up: archived, pinned, muted, marked, with a draft; each change is told once and survives', async t => {
  const { world, alice, to } = await pair(t);
  await say(alice, to, 'hi');
  const told = heard(alice, 'chat');
  const draft = { text: 'half a' };
  await alice.client.updateChat(to, { archived: true, pinned: true, mutedUntil: ALWAYS, markedUnread: true, draft });
  await until(() => told.length > 0);
  const again = await world.restart(alice);
  const chat = (await again.client.chats())[0] as Chat;
  assert.deepEqual({ ...told.at(-1) }, { ...chat });
  assert.equal(chat.archived && chat.markedUnread && chat.mutedUntil === ALWAYS, true);
  assert.ok(chat.pinnedAt);
  assert.deepEqual(chat.draft, draft);
  const pinnedAgain = await again.client.updateChat(to, { pinned: true });
  assert.equal(pinnedAgain.pinnedAt, chat.pinnedAt, 'what is not new does not move');
  const reset = { archived: false, pinned: false, mutedUntil: null, markedUnread: false, draft: null };
  const plain = await again.client.updateChat(to, reset);
  assert.deepEqual(
    [plain.archived, plain.pinnedAt, plain.mutedUntil, plain.draft],
    [false, undefined, undefined, undefined],
  );
});

test('a person never written to can be looked at, and is listed once something is begun there', async t => {
  const { alice, to } = await pair(t);
  assert.deepEqual(await alice.client.chat(to), {
    id: to,
    unread: 0,
    markedUnread: false,
    archived: false,
    verified: false,
  });
  await alice.client.updateChat(to, { mutedUntil: ALWAYS });
  assert.deepEqual(await alice.client.chats(), []);
  const removed = heard(alice, 'removed');
  await alice.client.updateChat(to, { draft: { text: 'Dear Bob' } });
  assert.equal((await alice.client.chats())[0]?.draft?.text, 'Dear Bob');
  await alice.client.updateChat(to, { draft: null });
  assert.deepEqual(await alice.client.chats(), []);
  await until(() => removed.length > 0);
  assert.deepEqual(removed.at(-1), { chat: to, ids: [], chatToo: true });
});

test('a message still to be sent puts a new chat on top of the list', async t => {
  const { world, alice, bob, to } = await pair(t);
  const carol = await world.register('Carol');
  await say(alice, to, 'older');
  world.server.cut(1006, alice.client);
  world.server.reachable = false;
  await alice.client.sendText(carol.client.account, 'waits');
  assert.deepEqual(
    (await alice.client.chats()).map(({ id }) => id),
    [carol.client.account, bob.client.account],
  );
});

test('F37 two of five unread messages deleted: three; what is read leaves none, and the first unread is known', async t => {
  const { alice, bob, to, from } = await pair(t);
  const sent: Message[] = [];
  for (let i = 0; i < 5; i++) sent.push(await say(alice, to, String(i)));
  const ids = [sent[0], sent[2]].map(message => message?.id as MessageId);
  await bob.client.updateChat(from, { markedUnread: true });
  await bob.client.deleteMessages(from, ids);
  const chat = await bob.client.chat(from);
  assert.equal(chat.unread, 3);
  const [first] = await bob.client.messages(from);
  assert.equal(first?.unread, true);
  assert.equal(chat.firstUnread, first?.cursor);
  await bob.client.markRead(from);
  const read = await bob.client.chat(from);
  assert.deepEqual([read.unread, read.firstUnread, read.markedUnread], [0, undefined, false]);
});

test('D4 a deleted message that is delivered again stays deleted', async t => {
  const { world, alice, bob, to, from } = await pair(t);
  world.server.onClientFrame = (frame, device) => (frame.ack && device.account === to ? 'drop' : undefined);
  const { id } = await alice.client.sendText(to, 'gone');
  await until(async () => (await bob.client.message(id)) !== undefined);
  const removed = heard(bob, 'removed');
  await bob.client.deleteMessages(from, [id]);
  assert.deepEqual(removed, [{ chat: from, ids: [id] }]);
  // Another inbox: its numbers start anew, and everything that was not acked comes again.
  world.server.onClientFrame = () => undefined;
  world.server.inboxes.of(bob.client).epoch++;
  world.server.cut(1006, bob.client);
  await alice.client.waitFor(id, 'delivered');
  assert.equal(await bob.client.message(id), undefined);
  assert.deepEqual(await bob.client.messages(from), []);
  assert.equal((await bob.client.chat(from)).unread, 0);
});

test('a message that is deleted before it is sent is not sent, and its id is used up', async t => {
  const { world, alice, bob, to, from } = await pair(t);
  await say(alice, to, 'first');
  world.server.reachable = false;
  world.server.cut(1006, alice.client);
  const { id } = await alice.client.sendText(to, 'regretted');
  await alice.client.deleteMessages(to, [id]);
  await assert.rejects(alice.client.sendText(to, 'regretted', { id }), { code: 'discarded' });
  world.server.reachable = true;
  await alice.client.whenOnline();
  await say(alice, to, 'second');
  assert.deepEqual(texts(await bob.client.messages(from)), ['first', 'second']);
  assert.equal((await alice.client.chat(to)).last?.text, 'second');
});

test('a deleted chat is gone with all in it; the contact stays, and a new message begins it anew', async t => {
  const { world, alice, bob, to, from } = await pair(t);
  for (let i = 0; i < 5; i++) await say(alice, to, String(i));
  await bob.client.updateChat(from, { pinned: true });
  const removed = heard(bob, 'removed');
  await bob.client.deleteChat(from);
  assert.equal(removed[0]?.chatToo, true);
  assert.equal(removed[0]?.ids.length, 5);
  assert.deepEqual(await bob.client.chats(), []);
  assert.deepEqual((await bob.client.searchRows({ limit: 100 })).rows, []);
  assert.equal((await bob.client.chat(from)).name, 'Alice');
  const again = await world.restart(bob);
  await say(alice, to, 'hello again');
  const [chat] = await again.client.chats();
  assert.deepEqual([chat?.unread, chat?.last?.text, chat?.pinnedAt], [1, 'hello again', undefined]);
});

test('what a search index is built from comes in pages, each message once', async t => {
  const { alice, bob, to, from } = await pair(t);
  for (let i = 0; i < 4; i++) await say(i % 2 ? bob : alice, i % 2 ? from : to, String(i));
  const found: string[] = [];
  for (let next: string | undefined, more = true; more; more = next !== undefined) {
    const page = await alice.client.searchRows({ limit: 3, ...(next ? { afterKey: next } : {}) });
    found.push(...page.rows.map(row => row.text));
    next = page.next;
  }
  assert.deepEqual(found.sort(), ['0', '1', '2', '3']);
});

test('a message is found by its text and the names of its documents, not by those of pictures and voice', () => {
  const named = (name: string): Attachment => ({ name, type: 'a/b', size: 1 });
  const attachments = [
    named('plan.pdf'),
    { ...named('photo.jpg'), width: 4, height: 3 },
    { ...named('voice.webm'), waveform: Uint8Array.of(1) },
    named('list.txt'),
  ];
  assert.equal(searchableText({ text: 'as said', attachments }), 'as said\nplan.pdf\nlist.txt');
  assert.equal(searchableText({ text: '', attachments: [named('plan.pdf')] }), 'plan.pdf');
  assert.equal(searchableText({}), '');
});

test('a safety number that changes is a line in the chat, and not one where nothing was said', async t => {
  const { world, alice, bob, to } = await pair(t);
  const carol = await world.register('Carol');
  await say(alice, to, 'hi');
  await alice.client.safetyNumber(carol.client.account);
  await alice.client.markVerified(to, true);
  assert.equal((await alice.client.chat(to)).verified, true);
  const told = heard(alice, 'message');
  const { phone } = bob.client;
  await world.register('Bob anew', { phone });
  await world.register('Carol anew', { phone: carol.client.phone });
  await say(alice, to, 'still you?').catch(() => {});
  await until(() => told.some(message => message.notice));
  const lines = (await alice.client.messages(to)).filter(message => message.notice);
  assert.deepEqual(
    lines.map(({ state, notice, text, outgoing }) => ({ state, notice, text, outgoing })),
    [{ state: 'notice', notice: { kind: 'security_code_changed' }, text: undefined, outgoing: false }],
  );
  assert.equal((await alice.client.chat(to)).verified, false);
  assert.equal((await alice.client.chat(to)).unread, 0);
});
