import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AccountId, limits, type MessageId, messageIdFrom } from '@parley/protocol';
import type { Client, Message } from '../client.ts';
import { refusal } from '../testing/fake-inboxes.ts';
import { until } from '../testing/until.ts';
import { createWorld, type Person } from '../testing/world.ts';

async function pair(t: { after(run: () => Promise<void>): void }) {
  const world = createWorld();
  t.after(world.close);
  const alice = await world.register('Alice');
  const bob = await world.register('Bob');
  return { world, alice, bob, to: bob.client.account, from: alice.client.account };
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => String(i + 1));

async function texts(person: Person, chat: AccountId): Promise<(string | undefined)[]> {
  return (await person.client.messages(chat, { limit: 10_000 })).map(message => message.text);
}

async function sendAll(client: Client, to: AccountId, all: readonly string[]): Promise<MessageId[]> {
  return (await Promise.all(all.map(text => client.sendText(to, text)))).map(message => message.id);
}

async function allReach(client: Client, ids: readonly MessageId[], state: 'sent' | 'delivered'): Promise<void> {
  await Promise.all(ids.map(id => client.waitFor(id, state)));
}

test('F1 answers that get lost: 200 messages arrive once each, in order, under their first ids', async t => {
  const { world, alice, bob, to, from } = await pair(t);
  const lost = new Map<string, number>();
  world.server.onServerFrame = ({ sent }) => {
    if (!sent?.id) return undefined;
    const id = messageIdFrom(sent.id);
    const times = lost.get(id) ?? 0;
    lost.set(id, times + 1);
    return times < 3 ? 'drop' : undefined;
  };
  const ids = await sendAll(alice.client, to, numbers(200));
  for (const round of [1, 2, 3]) {
    await until(() => lost.size === 200 && [...lost.values()].every(times => times >= round));
    world.server.cut(1006, alice.client);
  }
  await allReach(alice.client, ids, 'sent');
  assert.deepEqual(await texts(bob, from), numbers(200));
  assert.deepEqual(await texts(alice, to), numbers(200));
});

test('F2 the answer is lost for good: the message turns to sent by itself, and a retry makes nothing new', async t => {
  const { world, alice, bob, to, from } = await pair(t);
  let drop = true;
  world.server.onServerFrame = ({ sent }) => (sent && drop ? 'drop' : undefined);
  const { id } = await alice.client.sendText(to, 'once');
  await until(async () => (await texts(bob, from)).length === 1);
  drop = false;
  world.server.cut(1006, alice.client);
  await alice.client.waitFor(id, 'sent');
  await assert.rejects(alice.client.retry(id), { code: 'not_failed' });
  assert.deepEqual(await texts(bob, from), ['once']);
});

test('F3 30 messages written offline arrive in the order they were written', async t => {
  const { world, alice, bob, to, from } = await pair(t);
  world.server.reachable = false;
  world.server.cut(1006, alice.client);
  const ids = await sendAll(alice.client, to, numbers(30));
  world.server.reachable = true;
  await allReach(alice.client, ids, 'delivered');
  assert.deepEqual(await texts(bob, from), numbers(30));
});

test('F9 a message that waits is still pending after a restart, and then really sent', async t => {
  const { world, alice, bob, to, from } = await pair(t);
  world.server.onClientFrame = frame => (frame.send ? 'drop' : undefined);
  const ids = await sendAll(alice.client, to, ['a', 'b']);
  const again = await world.restart(alice, { killed: true, online: false });
  assert.deepEqual(
    (await again.client.messages(to)).map(message => message.state),
    ['pending', 'pending'],
  );
  world.server.onClientFrame = () => undefined;
  again.client.connect();
  await allReach(again.client, ids, 'delivered');
  assert.deepEqual(await texts(bob, from), ['a', 'b']);
});

test('F17 a text of the limit passes, a byte more is refused before anything is stored, and the queue goes on', async t => {
  const { alice, bob, to, from } = await pair(t);
  const limit = alice.client.maxTextBytes;
  const emoji = '😀'.repeat(Math.floor(limit / 4));
  const full = emoji + 'x'.repeat(limit - 4 * Math.floor(limit / 4));
  for (const [text, over] of [
    [`${full}x`, 1],
    [`${emoji}😀`, 4],
  ] as const) {
    const bytes = new TextEncoder().encode(text).length;
    await assert.rejects(alice.client.sendText(to, text), (error: Error & { code: string }) => {
      assert.equal(error.code, 'content_too_large');
      assert.match(error.message, new RegExp(`${limit}`));
      return bytes - limit <= over;
    });
  }
  assert.deepEqual(await alice.client.messages(to), []);
  const ids = await sendAll(alice.client, to, [full.slice(0, -1), full, 'after']);
  await allReach(alice.client, ids, 'delivered');
  const got = await texts(bob, from);
  assert.deepEqual(
    got.map(text => text?.length),
    [full.length - 1, full.length, 5],
  );
  assert.equal(got[1], full);
});

test('F17 a message that the server refuses for good fails with its reason, and those behind it go on in order', async t => {
  const { world, alice, bob, to, from } = await pair(t);
  let target: MessageId | undefined;
  world.server.onClientFrame = ({ send }) =>
    send && target && messageIdFrom(send.id ?? new Uint8Array()) === target
      ? refusal(send.id ?? new Uint8Array(), 'content_too_large', false)
      : undefined;
  const sending = numbers(20).map(text => alice.client.sendText(to, text));
  target = (await (sending[9] as (typeof sending)[number])).id;
  const ids = (await Promise.all(sending)).map(message => message.id);
  await assert.rejects(alice.client.waitFor(target, 'sent'), { code: 'content_too_large' });
  await allReach(
    alice.client,
    ids.filter(id => id !== target),
    'delivered',
  );
  assert.deepEqual(
    await texts(bob, from),
    numbers(20).filter(text => text !== '10'),
  );
  // F2: trying again keeps the id.
  const failed = target;
  target = undefined;
  await alice.client.retry(failed);
  await alice.client.waitFor(failed, 'delivered');
  assert.ok((await texts(bob, from)).includes('10'));
});

test('D3 a refusal in the middle of a run: everything from there on goes again, in order, once', async t => {
  const { world, alice, bob, to, from } = await pair(t);
  let refusals = 0;
  world.server.onClientFrame = ({ send }) => {
    if (!send?.id || ++refusals > 40 || refusals % 7 !== 0) return undefined;
    return refusal(send.id, 'rate_limited', true);
  };
  const ids = await sendAll(alice.client, to, numbers(100));
  await allReach(alice.client, ids, 'delivered');
  assert.deepEqual(await texts(bob, from), numbers(100));
  assert.ok(refusals > 40);
});

test('D10 a full inbox: the message stays pending with its reason, and goes when there is room', async t => {
  const { world, alice, bob, to, from } = await pair(t);
  let full = true;
  world.server.onClientFrame = ({ send }) => (send?.id && full ? refusal(send.id, 'inbox_full', true) : undefined);
  const held = once(alice, 'status');
  const { id } = await alice.client.sendText(to, 'waits');
  assert.deepEqual(
    { state: (await held).state, code: (await alice.client.message(id))?.error?.code },
    { state: 'pending', code: 'inbox_full' },
  );
  full = false;
  await alice.client.waitFor(id, 'delivered');
  assert.equal((await alice.client.message(id))?.error, undefined);
  assert.deepEqual(await texts(bob, from), ['waits']);
});

test('F32 a recipient without keys: pending with the reason, other chats go on, and it goes when keys are there', async t => {
  const { world, alice, bob, to } = await pair(t);
  const carol = await world.register('Carol');
  const key = `${to}.1` as never;
  const keys = world.server.accounts.keys.get(key);
  world.server.accounts.keys.delete(key);
  const held = once(alice, 'status');
  const { id } = await alice.client.sendText(to, 'waits');
  assert.equal((await held).error?.code, 'keys_unavailable');
  const other = await alice.client.sendText(carol.client.account, 'goes');
  await alice.client.waitFor(other.id, 'delivered');
  world.server.accounts.keys.set(key, keys as never);
  await alice.client.waitFor(id, 'delivered');
  assert.deepEqual(await texts(bob, alice.client.account), ['waits']);
});

test('F32 D9 a known device without keys has gone since: the message goes to those of now', async t => {
  const { world, alice, bob, to } = await pair(t);
  await alice.client.safetyNumber(to); // the list is known, and no session
  await bob.client.close();
  const again = await world.register('Bob', { phone: bob.client.phone });
  world.server.accounts.keys.delete(`${to}.1` as never);
  const { id } = await alice.client.sendText(to, 'hello');
  await alice.client.waitFor(id, 'delivered');
  assert.deepEqual(await texts(again, alice.client.account), ['hello']);
});

test('a pending message can be given up: it is gone here and never leaves', async t => {
  const { world, alice, bob, to, from } = await pair(t);
  world.server.reachable = false;
  world.server.cut(1006, alice.client);
  const [first, second] = await sendAll(alice.client, to, ['keep', 'give up']);
  await alice.client.discard(second as MessageId);
  assert.deepEqual(await texts(alice, to), ['keep']);
  world.server.reachable = true;
  await alice.client.waitFor(first as MessageId, 'delivered');
  assert.deepEqual(await texts(bob, from), ['keep']);
  assert.equal((await alice.client.status()).queued, 0);
});

test('no more sends are unanswered than the server allows, and none starves', async t => {
  const { world, alice, bob, to } = await pair(t);
  const carol = await world.register('Carol');
  let unanswered = 0;
  let most = 0;
  world.server.onClientFrame = ({ send }) => {
    if (send) most = Math.max(most, ++unanswered);
    return undefined;
  };
  world.server.onServerFrame = ({ sent }) => {
    if (sent) unanswered--;
    return undefined;
  };
  const ids = await sendAll(alice.client, to, numbers(600));
  const others = await sendAll(alice.client, carol.client.account, numbers(20));
  await allReach(alice.client, [...ids, ...others], 'sent');
  assert.ok(most <= limits.maxPendingSends, `${most} unanswered`);
  await until(async () => (await texts(bob, alice.client.account)).length === 600);
});

test('a note to self with no other device is sent, to nobody', async t => {
  const { world, alice } = await pair(t);
  const { id } = await alice.client.sendText(alice.client.account, 'milk');
  await alice.client.waitFor(id, 'sent');
  assert.deepEqual(await texts(alice, alice.client.account), ['milk']);
  assert.deepEqual(
    world.server.frames.flatMap(({ frame }) => (frame.send ? [frame.send.parts?.length] : [])),
    [0],
  );
});

test('an unknown account fails the message for good', async t => {
  const { alice } = await pair(t);
  const { id } = await alice.client.sendText('f'.repeat(32) as AccountId, 'anybody?');
  await assert.rejects(alice.client.waitFor(id, 'sent'), { code: 'unknown_account' });
  await alice.client.discard(id);
  assert.equal(await alice.client.message(id), undefined);
});

function once(person: Person, event: 'status'): Promise<Message> {
  return new Promise(resolve => {
    const stop = person.client.on(event, message => {
      stop();
      resolve(message);
    });
  });
}
