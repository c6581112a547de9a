import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AccountId, accountIdFrom, idBytes, type MessageId, wire } from '@parley/protocol';
import type { Message, Notice } from '../client.ts';
import { newMessageId } from '../message-id.ts';
import { SELF } from '../store/schema.ts';
import { until } from '../testing/until.ts';
import { createWorld, type Person, type World } from '../testing/world.ts';

async function pair(t: { after(run: () => Promise<void>): void }) {
  const world = createWorld();
  t.after(world.close);
  const alice = await world.register('Alice');
  const bob = await world.register('Bob');
  return { world, alice, bob, to: bob.client.account, from: alice.client.account };
}

/** Each has read a message of the other. */
async function acquainted(t: { after(run: () => Promise<void>): void }) {
  const people = await pair(t);
  await say(people.alice, people.to, 'hi');
  await say(people.bob, people.from, 'hi');
  return people;
}

async function say(person: Person, to: AccountId, text: string): Promise<Message> {
  const { id } = await person.client.sendText(to, text);
  return person.client.waitFor(id, 'delivered');
}

async function shown(person: Person, chat: AccountId): Promise<Message[]> {
  return person.client.messages(chat, { limit: 10_000 });
}

const texts = async (person: Person, chat: AccountId) => (await shown(person, chat)).map(message => message.text);

function rowsOf(world: World, person: Person) {
  return world.server.inboxes.of(person.client).rows;
}

/** Changes the ciphertexts of what waits for a person. */
function damage(world: World, person: Person, which: (envelope: wire.Envelope) => boolean = () => true): void {
  const rows = rowsOf(world, person);
  for (const [i, row] of rows.entries()) {
    const envelope = wire.Envelope.decode(row.envelope);
    if (!envelope.message?.data || !which(envelope)) continue;
    damageBytes(envelope.message.data);
    rows[i] = { seq: row.seq, envelope: wire.Envelope.encode(envelope).finish() };
  }
}

test('F5 what came while the device was away is there before it says it is online', async t => {
  const { world, alice, bob, to, from } = await acquainted(t);
  world.server.reachable = false;
  world.server.cut(1006, bob.client);
  await until(() => bob.client.connection.state === 'waiting');
  const { id } = await alice.client.sendText(to, 'meanwhile');
  await alice.client.waitFor(id, 'sent');
  assert.notEqual(bob.client.connection.state, 'online');
  world.server.reachable = true;
  await bob.client.whenOnline();
  assert.deepEqual(await texts(bob, from), ['hi', 'hi', 'meanwhile']);
});

test('F16 D4 killed in the middle of a drain: the rest arrives, nothing twice, nothing unread is acked', async t => {
  const { world, alice, bob, to, from } = await acquainted(t);
  await bob.client.close();
  const all = Array.from({ length: 1000 }, (_, i) => String(i));
  const ids = (await Promise.all(all.map(text => alice.client.sendText(to, text)))).map(({ id }) => id);
  await Promise.all(ids.map(id => alice.client.waitFor(id, 'sent')));
  const half = await world.restart(bob, { online: false });
  half.client.connect();
  await until(async () => (await shown(half, from)).length > 400);
  const unacked = new Set(rowsOf(world, bob).map(row => row.seq));
  const again = await world.restart(half, { killed: true });
  assert.ok(unacked.size > 0, 'it was killed before the end');
  assert.deepEqual(await texts(again, from), ['hi', 'hi', ...all]);
  assert.deepEqual(again.notices, []);
});

test('D2 D4 whatever is delivered again is acked and dropped, and the session stands', async t => {
  const { world, alice, bob, to, from } = await acquainted(t);
  const seen: Uint8Array[] = [];
  world.server.onServerFrame = ({ deliver }, { account }) => {
    if (deliver?.envelope && account === to) seen.push(deliver.envelope);
    return undefined;
  };
  await say(alice, to, 'once');
  for (const envelope of seen.slice()) {
    world.server.inboxes.append(bob.client, wire.Envelope.decode(envelope));
    world.server.inboxes.append(bob.client, wire.Envelope.decode(envelope));
  }
  await say(alice, to, 'after');
  assert.deepEqual(await texts(bob, from), ['hi', 'hi', 'once', 'after']);
  await until(() => rowsOf(world, bob).length === 0);
  assert.deepEqual(bob.notices, []);
});

test('D8 an unreadable message is parked in its place, acked, and does not hold up what is behind it', async t => {
  const { world, alice, bob, to, from } = await acquainted(t);
  const parked: Message[] = [];
  const damaged = await sendDamaged(world, alice, bob, to, parked);
  await say(alice, to, 'behind');
  assert.equal(parked.length, 1);
  assert.equal(parked[0]?.id, damaged);
  assert.equal(parked[0]?.parkedReason, 'bad_mac');
  assert.equal((await bob.client.chats())[0]?.unread, 3);
  assert.equal((await shown(bob, from)).at(-1)?.text, 'behind');
});

test('D8 a parked message is asked for in a new session and filled in at its place, once', async t => {
  const { world, alice, bob, to, from } = await acquainted(t);
  const resent: Message[] = [];
  const damaged = await sendDamaged(world, alice, bob, to, []);
  bob.client.on('resent', message => resent.push(message));
  await until(() => resent.length === 1);
  assert.equal(resent[0]?.id, damaged);
  await say(alice, to, 'behind');
  const all = await shown(bob, from);
  assert.deepEqual(all.map(message => [message.text, message.state]).slice(-2), [
    ['damaged', 'received'],
    ['behind', 'received'],
  ]);
  const requests = world.server.frames.filter(({ frame, device }) => frame.send?.control && device.account === to);
  assert.ok(requests.length >= 1);
  const first = requests.at(-1)?.frame.send?.parts?.[0]?.ciphertext;
  assert.equal(first?.kind, wire.CiphertextKind.CIPHERTEXT_KIND_PREKEY);
});

test('D8 at most five requests an hour go to a device, and a sixth parked message can be asked for by hand later', async t => {
  const { world, alice, bob, to, from } = await acquainted(t);
  await bob.client.close();
  for (let i = 0; i < 8; i++) {
    const { id } = await alice.client.sendText(to, `n${i}`);
    await alice.client.waitFor(id, 'sent');
  }
  damage(world, bob);
  const again = await world.restart(bob);
  await until(async () => (await shown(again, from)).filter(message => message.state === 'received').length === 6);
  const parked = (await shown(again, from)).filter(message => message.state === 'parked');
  assert.equal(parked.length, 3);
  await assert.rejects(again.client.retry(parked[0]?.id as MessageId), { code: 'rate_limited' });
});

test('a request for a message that was not made for that device goes to the person', async t => {
  const { world, alice, bob, from } = await acquainted(t);
  const { id } = await alice.client.sendText(bob.client.account, 'for one device');
  await alice.client.waitFor(id, 'delivered');
  const key = `${from}.${id}`;
  const row = await alice.store.get('messages', key);
  await alice.client.close();
  await alice.store.commit([
    { collection: 'messages', key, row: { ...(row as never as object), sentTo: [] } as never },
  ]);
  const again = await world.restart(alice);
  const bobRow = await bob.store.get('messages', key);
  await bob.client.close();
  await bob.store.commit([
    { collection: 'messages', key, row: { ...(bobRow as never as object), state: 'parked' } as never },
  ]);
  const bobAgain = await world.restart(bob);
  await bobAgain.client.retry(id);
  await until(() => again.notices.some((notice: Notice) => notice.kind === 'resend_asked' && notice.message === id));
});

test('both start at once: crossing first messages are all read, and the talk goes on', async t => {
  const { alice, bob, to, from } = await pair(t);
  await Promise.all([say(alice, to, 'a1'), say(bob, from, 'b1')]);
  await Promise.all([say(alice, to, 'a2'), say(bob, from, 'b2')]);
  assert.deepEqual((await texts(bob, from)).sort(), ['a1', 'a2', 'b1', 'b2']);
  assert.deepEqual((await texts(alice, to)).sort(), ['a1', 'a2', 'b1', 'b2']);
});

test('F27 without one-time keys 30 strangers can still write, and the device uploads more on connect', async t => {
  const { world, bob } = await pair(t);
  await bob.client.close();
  const key = `${bob.client.account}.1` as never;
  world.server.accounts.keys.get(key)?.oneTimePrekeys.splice(0, 85);
  const strangers = [];
  for (let i = 0; i < 30; i++) strangers.push(await world.register(`Stranger ${i}`));
  await Promise.all(
    strangers.map(async ({ client }) => {
      const { id } = await client.sendText(bob.client.account, 'hello');
      await client.waitFor(id, 'sent');
    }),
  );
  assert.equal(world.server.accounts.keys.get(key)?.oneTimePrekeys.length, 0);
  const again = await world.restart(bob);
  assert.equal((await again.client.chats()).filter(chat => chat.last?.text === 'hello').length, 30);
  await until(() => (world.server.accounts.keys.get(key)?.oneTimePrekeys.length ?? 0) === 100);
  const used = await again.store.list('prekeys', { from: 'one_time.', before: 'one_time/' });
  assert.equal(used.length, 100 - 15 + 100);
});

test('a first message on the last-resort keys counts once, even when its session is gone', async t => {
  const { world, alice, bob, to, from } = await pair(t);
  await bob.client.close();
  const key = `${to}.1` as never;
  world.server.accounts.keys.get(key)?.oneTimePrekeys.splice(0);
  const { id } = await alice.client.sendText(to, 'first');
  await alice.client.waitFor(id, 'sent');
  const envelope = wire.Envelope.decode(rowsOf(world, bob)[0]?.envelope ?? new Uint8Array());
  const again = await world.restart(bob);
  await again.client.close();
  await again.store.commit([{ collection: 'sessions', key: `${from}.1`, row: undefined }]);
  const other = { ...envelope, id: idBytes(newMessageId()) };
  const last = await world.restart(again);
  world.server.inboxes.append(bob.client, other);
  await until(() => rowsOf(world, bob).length === 0);
  const all = await shown(last, from);
  assert.deepEqual(
    all.map(message => [message.text, message.parkedReason]),
    [
      ['first', undefined],
      [undefined, 'reused_prekey'],
    ],
  );
});

test('an inbox of another epoch is read from where the server says', async t => {
  const { world, alice, bob, to, from } = await acquainted(t);
  await bob.client.close();
  const inbox = world.server.inboxes.of(bob.client);
  inbox.rows.splice(0);
  Object.assign(inbox, { epoch: 2, cursor: 0, lastSeq: 0 });
  const { id } = await alice.client.sendText(to, 'new start');
  await alice.client.waitFor(id, 'sent');
  const again = await world.restart(bob);
  assert.equal((await shown(again, from)).at(-1)?.text, 'new start');
  const row = await again.store.get('inbox', SELF);
  assert.deepEqual([row?.inboxEpoch, row?.cursor], [2, 1]);
});

test('D10 D8 what the server could not keep is told, and what nobody can read does no harm', async t => {
  const { world, alice, bob, to } = await acquainted(t);
  world.server.inboxes.append(bob.client, { missed: { count: 3, fromTs: 1, toTs: 2 } });
  world.server.inboxes.append(bob.client, { id: Uint8Array.of(1), sender: Uint8Array.of(2) });
  const inbox = world.server.inboxes.of(bob.client);
  world.server.tell(bob.client, {
    deliver: { inboxEpoch: inbox.epoch, seq: ++inbox.lastSeq, envelope: Uint8Array.of(255, 255, 255) },
  });
  await say(alice, to, 'still fine');
  assert.deepEqual(bob.notices, [{ kind: 'missed', count: 3, fromTs: 1, toTs: 2 }]);
});

test('D7 nobody can raise the ticks of messages that were not sent to him', async t => {
  const { world, alice, bob, to } = await acquainted(t);
  const mallory = await world.register('Mallory');
  world.server.onClientFrame = (frame, { account }) =>
    frame.send && account === alice.client.account ? 'drop' : undefined;
  const { id } = await alice.client.sendText(to, 'secret');
  const delivered = { account: idBytes(mallory.client.account), device: 1, ids: [idBytes(id)] };
  world.server.inboxes.append(alice.client, { ts: 1, delivered });
  await until(() => rowsOf(world, alice).length === 0);
  assert.equal((await alice.client.message(id))?.state, 'pending');
  assert.equal(accountIdFrom(delivered.account), mallory.client.account);
  assert.ok(bob);
});

async function sendDamaged(
  world: World,
  alice: Person,
  bob: Person,
  to: AccountId,
  parked: Message[],
): Promise<MessageId> {
  bob.client.on('parked', message => parked.push(message));
  let hit = false;
  world.server.onClientFrame = ({ send }, { account }) => {
    const data = send?.parts?.[0]?.ciphertext?.data;
    if (data && !hit && account === alice.client.account) {
      hit = true;
      damageBytes(data);
    }
    return undefined;
  };
  const { id } = await alice.client.sendText(to, 'damaged');
  await alice.client.waitFor(id, 'delivered');
  return id;
}

function damageBytes(data: Uint8Array): void {
  data[data.length - 1] = (data.at(-1) ?? 0) ^ 1;
}
