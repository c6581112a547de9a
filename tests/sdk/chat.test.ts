// The SDK against the real server: what two people see of each other.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openSqliteStore } from '@parley/client/node';
import { systemClock } from '../../client/src/clock.ts';
import { allReach, createRealWorld, numbers, sendAll, shown, texts, until } from './real-world.ts';

test('two people register, chat, reply and see ticks, from profiles on disk', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-profiles-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const world = await createRealWorld(t);
  const alice = await world.register('Alice', { store: await openSqliteStore(join(folder, 'alice')) });
  const bob = await world.register('Bob', { store: await openSqliteStore(join(folder, 'bob')) });
  const to = await alice.client.resolve(bob.client.phone);
  assert.equal(to, bob.client.account);
  await assert.rejects(alice.client.resolve('+15550209999'), { code: 'unknown_phone' });
  const question = await alice.client.sendText(to, 'Coffee? ☕');
  await alice.client.waitFor(question.id, 'delivered');
  const answer = await bob.client.sendText(alice.client.account, 'Yes', { replyTo: question.id });
  await bob.client.waitFor(answer.id, 'delivered');
  await bob.client.markRead(alice.client.account);
  await alice.client.waitFor(question.id, 'read');
  const chat = await shown(alice, to);
  assert.deepEqual(
    chat.map(message => message.text),
    ['Coffee? ☕', 'Yes'],
  );
  assert.equal(chat[1]?.quote?.excerpt, 'Coffee? ☕');
  assert.equal((await alice.client.chats())[0]?.name, 'Bob');
  const [one, other] = [await alice.client.safetyNumber(to), await bob.client.safetyNumber(alice.client.account)];
  assert.equal(one.digits, other.digits);
  assert.equal(one.verified, false);
  await alice.client.markVerified(to, true);
  assert.equal((await alice.client.safetyNumber(to)).verified, true);
  assert.deepEqual([...alice.notices, ...bob.notices], []);
});

test('a wrong code is asked for again, with the reason', async t => {
  const { register, createMemoryStore } = await import('@parley/client');
  const world = await createRealWorld(t);
  const asked: (string | undefined)[] = [];
  const client = await register({
    server: world.url,
    phone: '+1 (555) 020-7777',
    name: 'Carol',
    store: createMemoryStore(),
    code: async ({ attempt, error, developmentCode = '' }) => {
      asked.push(error?.code);
      return attempt === 1 ? (developmentCode === '000000' ? '000001' : '000000') : developmentCode;
    },
  });
  t.after(() => client.close());
  assert.deepEqual(asked, [undefined, 'bad_code']);
  assert.equal(client.phone, '+15550207777');
});

test('a profile that is registered is not registered again, and an empty one is not opened', async t => {
  const { openClient, register, createMemoryStore } = await import('@parley/client');
  const world = await createRealWorld(t);
  const alice = await world.register('Alice');
  const again = { server: world.url, phone: alice.client.phone, name: 'A', store: alice.store, code: async () => '' };
  await assert.rejects(register(again), { code: 'already_registered' });
  await assert.rejects(openClient({ store: createMemoryStore() }), { code: 'not_registered' });
});

test('an account registered anew: contacts are told, the old device stops, messages reach the new one', async t => {
  const { register, createMemoryStore } = await import('@parley/client');
  const world = await createRealWorld(t);
  const alice = await world.register('Alice');
  const bob = await world.register('Bob');
  const { id } = await alice.client.sendText(bob.client.account, 'to the old phone');
  await alice.client.waitFor(id, 'delivered');
  await alice.client.markVerified(bob.client.account, true);
  const code = async ({ developmentCode = '' }) => developmentCode;
  const again = await register({
    server: world.url,
    phone: bob.client.phone,
    name: 'Bob',
    store: createMemoryStore(),
    code,
  });
  t.after(() => again.close());
  assert.equal(again.account, bob.client.account);
  again.connect();
  await again.whenOnline();
  await until(() => bob.client.connection.state === 'stopped');
  const second = await alice.client.sendText(again.account, 'to the new phone');
  await alice.client.waitFor(second.id, 'delivered');
  assert.ok(alice.notices.some(notice => notice.kind === 'security_code_changed'));
  assert.equal((await alice.client.safetyNumber(again.account)).verified, false);
  const [got] = await again.messages(alice.client.account);
  assert.equal(got?.text, 'to the new phone');
  const reply = await again.sendText(alice.client.account, 'here');
  await again.waitFor(reply.id, 'delivered');
});

test('F17 the longest text passes the real server, in 4-byte characters, as a first message and later', async t => {
  const world = await createRealWorld(t);
  const alice = await world.register('Alice');
  const bob = await world.register('Bob');
  const limit = alice.client.maxTextBytes;
  const full = '😀'.repeat(Math.floor(limit / 4)) + 'x'.repeat(limit % 4);
  const to = bob.client.account;
  await assert.rejects(alice.client.sendText(to, `${full}y`), { code: 'content_too_large' });
  const ids = await sendAll(alice, to, [full, full.slice(2), 'after']);
  await allReach(alice, ids, 'delivered');
  assert.deepEqual(await texts(bob, alice.client.account), [full, full.slice(2), 'after']);
  const { id } = await bob.client.sendText(alice.client.account, full, { replyTo: ids[0] as never });
  await bob.client.waitFor(id, 'delivered');
});

test('F19 the sender is 7 minutes fast: the answer still stands below the question', async t => {
  const world = await createRealWorld(t);
  const fast = { ...systemClock, now: () => Date.now() + 7 * 60_000 };
  const alice = await world.register('Alice', { clock: fast });
  const bob = await world.register('Bob');
  const question = await alice.client.sendText(bob.client.account, 'question');
  await alice.client.waitFor(question.id, 'delivered');
  const answer = await bob.client.sendText(alice.client.account, 'answer');
  await bob.client.waitFor(answer.id, 'delivered');
  for (const [person, chat] of [
    [alice, bob],
    [bob, alice],
  ] as const) {
    assert.deepEqual(await texts(person, chat.client.account), ['question', 'answer']);
  }
  // Not yet sent, the fast clock must not place it wrongly either.
  await alice.client.sendText(bob.client.account, 'pending');
  assert.deepEqual((await texts(alice, bob.client.account)).at(-1), 'pending');
});

test('F20 a clock in 1970 or 2035: the person is told how far off it is, and nothing is lost', async t => {
  const world = await createRealWorld(t);
  const bob = await world.register('Bob');
  for (const year of [1970, 2035]) {
    const offset = Date.UTC(year, 0, 2) - Date.now();
    const alice = await world.register(`Alice ${year}`, { clock: { ...systemClock, now: () => Date.now() + offset } });
    const notice = alice.notices.find(each => each.kind === 'clock_wrong');
    assert.ok(notice && Math.abs(notice.offMs - offset) < 60_000);
    const { id } = await alice.client.sendText(bob.client.account, 'now');
    const sent = await alice.client.waitFor(id, 'delivered');
    assert.ok(Math.abs(sent.ts - Date.now()) < 60_000);
    await bob.client.sendText(alice.client.account, 'then');
    await until(async () => (await texts(alice, bob.client.account)).length === 2);
    assert.deepEqual(await texts(alice, bob.client.account), ['now', 'then']);
  }
});

test('a note to self, and a conversation in many small steps, keep their order', async t => {
  const world = await createRealWorld(t);
  const alice = await world.register('Alice');
  const bob = await world.register('Bob');
  const note = await alice.client.sendText(alice.client.account, 'note');
  await alice.client.waitFor(note.id, 'sent');
  for (const text of numbers(20)) {
    const from = Number(text) % 2 ? alice : bob;
    const to = Number(text) % 2 ? bob : alice;
    const { id } = await from.client.sendText(to.client.account, text);
    await from.client.waitFor(id, 'delivered');
  }
  assert.deepEqual(await texts(alice, bob.client.account), numbers(20));
  assert.deepEqual(await texts(bob, alice.client.account), numbers(20));
});

test('whenSent resolves once nothing waits in the outbox, receipts too', async t => {
  const world = await createRealWorld(t);
  const alice = await world.register('Alice');
  const bob = await world.register('Bob', { online: false });
  await alice.client.whenSent();
  const ids = await sendAll(alice, bob.client.account, numbers(20));
  await alice.client.whenSent();
  for (const id of ids) assert.equal((await alice.client.message(id))?.state, 'sent');
  bob.client.connect();
  await bob.client.whenOnline();
  await bob.client.markRead(alice.client.account);
  await bob.client.whenSent();
  await alice.client.waitFor(ids.at(-1)!, 'read');
  await alice.client.close();
  const offline = await world.restart(alice, { online: false });
  await offline.client.sendText(bob.client.account, 'kept');
  await assert.rejects(offline.client.whenSent(AbortSignal.timeout(50)), { name: 'TimeoutError' });
});
