// The SDK against the real server over a network that fails: nothing lost, nothing twice, nothing out of order.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messageIdFrom } from '@parley/protocol';
import { allReach, createRealWorld, numbers, sendAll, shown, texts, until } from './real-world.ts';

test('F1 the answers to the first three tries get lost: 200 messages, each once, in order', async t => {
  const world = await createRealWorld(t);
  const alice = await world.register('Alice');
  const bob = await world.register('Bob');
  const tries = new Map<string, number>();
  alice.network.down = ({ sent }) => {
    if (!sent?.id) return undefined;
    const id = messageIdFrom(sent.id);
    const count = (tries.get(id) ?? 0) + 1;
    tries.set(id, count);
    return count <= 3 ? 'drop' : undefined;
  };
  const ids = await sendAll(alice, bob.client.account, numbers(200));
  for (const round of [1, 2, 3]) {
    await until(() => tries.size === 200 && [...tries.values()].every(count => count >= round));
    alice.network.cut();
  }
  await allReach(alice, ids, 'sent');
  await until(async () => (await shown(bob, alice.client.account)).length === 200);
  assert.deepEqual(await texts(bob, alice.client.account), numbers(200));
  assert.deepEqual(await texts(alice, bob.client.account), numbers(200));
});

test('F4 an old socket stays half open while the new one sends: no message stays pending', async t => {
  const world = await createRealWorld(t);
  const alice = await world.register('Alice');
  const bob = await world.register('Bob');
  const first = await sendAll(alice, bob.client.account, numbers(10));
  // Neither end hears of it: the server still believes in the old socket when the device comes back.
  alice.network.cut({ silent: true });
  const second = await sendAll(alice, bob.client.account, ['a', 'b']);
  const again = await world.restart(alice);
  const third = await sendAll(again, bob.client.account, ['c']);
  await allReach(again, [...first, ...second, ...third], 'delivered');
  assert.deepEqual(await texts(bob, alice.client.account), [...numbers(10), 'a', 'b', 'c']);
});

test('F5 F6 the receiver is cut off without a word: everything is there once, before it is online again', async t => {
  const world = await createRealWorld(t);
  const alice = await world.register('Alice');
  const bob = await world.register('Bob');
  bob.network.cut({ silent: true });
  const ids = await sendAll(alice, bob.client.account, numbers(20));
  await allReach(alice, ids, 'sent');
  assert.equal((await alice.client.message(ids[0] as never))?.state, 'sent');
  const again = await world.restart(bob);
  assert.deepEqual(await texts(again, alice.client.account), numbers(20));
  await allReach(alice, ids, 'delivered');
});

test('F9 F3 messages written without a network are pending over a restart, and arrive in order', async t => {
  const world = await createRealWorld(t);
  const alice = await world.register('Alice');
  const bob = await world.register('Bob');
  const ids = await sendAll(alice, bob.client.account, ['0']);
  await allReach(alice, ids, 'delivered');
  await alice.client.close();
  const offline = await world.restart(alice, { online: false });
  ids.push(...(await sendAll(offline, bob.client.account, numbers(30))));
  const again = await world.restart(offline, { online: false });
  const states = (await shown(again, bob.client.account)).map(message => message.state);
  assert.deepEqual(states, ['delivered', ...numbers(30).map(() => 'pending')]);
  again.client.connect();
  await allReach(again, ids, 'delivered');
  assert.deepEqual(await texts(bob, alice.client.account), ['0', ...numbers(30)]);
});

test('D9 the server restarts under traffic: both come back by themselves and nothing is lost', async t => {
  const world = await createRealWorld(t);
  const alice = await world.register('Alice');
  const bob = await world.register('Bob');
  const ids = await sendAll(alice, bob.client.account, numbers(50));
  const restart = world.restartServer();
  ids.push(...(await sendAll(alice, bob.client.account, ['x', 'y'])));
  await restart;
  await allReach(alice, ids, 'delivered');
  assert.deepEqual(await texts(bob, alice.client.account), [...numbers(50), 'x', 'y']);
  assert.deepEqual(
    [...alice.notices, ...bob.notices].filter(notice => notice.kind !== 'problem'),
    [],
  );
});

test('D11 a second run of the same profile displaces the first, which stops and says so', async t => {
  const world = await createRealWorld(t);
  const alice = await world.register('Alice');
  const { openClient } = await import('@parley/client');
  const other = await openClient({ store: alice.store });
  t.after(() => other.close());
  other.connect();
  await other.whenOnline();
  await until(() => alice.client.connection.state === 'stopped');
  assert.equal(alice.client.connection.reason, 'displaced');
});

test('F16 a drain of 3,000 is shown in order, and what was not acked comes again', async t => {
  const world = await createRealWorld(t);
  const alice = await world.register('Alice');
  const bob = await world.register('Bob');
  const first = await sendAll(alice, bob.client.account, ['first']);
  await allReach(alice, first, 'delivered');
  await bob.client.close();
  const ids = await sendAll(alice, bob.client.account, numbers(3000));
  await allReach(alice, ids, 'sent');
  const half = await world.restart(bob, { online: false });
  half.network.up = ({ ack }) => (ack ? 'drop' : undefined);
  half.client.connect();
  await until(async () => (await shown(half, alice.client.account)).length > 1500);
  const again = await world.restart(half);
  assert.deepEqual(await texts(again, alice.client.account), ['first', ...numbers(3000)]);
  assert.deepEqual(again.notices, []);
  await allReach(alice, ids, 'delivered');
});

test('a server that takes 200 sends a second is sent 200 a second: hardly anything is refused, all arrives in order', async t => {
  const world = await createRealWorld(t, { sendsPerSecond: 200, sendsBurst: 100 });
  const alice = await world.register('Alice');
  const bob = await world.register('Bob');
  let refusals = 0;
  let sends = 0;
  alice.network.down = ({ refused }) => {
    if (refused) refusals++;
    return undefined;
  };
  alice.network.up = ({ send }) => {
    if (send) sends++;
    return undefined;
  };
  const started = performance.now();
  const ids = await sendAll(alice, bob.client.account, numbers(400));
  await allReach(alice, ids, 'delivered');
  const seconds = (performance.now() - started) / 1000;
  assert.deepEqual(await texts(bob, alice.client.account), numbers(400));
  assert.ok(sends < 600, `${sends} sends, ${refusals} refusals in ${seconds} s`);
  assert.ok(seconds > 1, 'the limit was kept');
});
