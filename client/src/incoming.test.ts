import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from './client.ts';
import { until } from './testing/until.ts';
import { createWorld, type Person } from './testing/world.ts';

async function pair(t: { after(run: () => Promise<void>): void }) {
  const world = createWorld();
  t.after(world.close);
  const alice = await world.register('Alice');
  const bob = await world.register('Bob');
  return { world, alice, bob };
}

async function say(from: Person, to: Person, ...all: string[]): Promise<void> {
  for (const text of all) {
    const { id } = await from.client.sendText(to.client.account, text);
    await from.client.waitFor(id, 'sent');
  }
}

/** Takes so many and leaves the loop. */
async function take(client: Client, count: number): Promise<(string | undefined)[]> {
  const got: (string | undefined)[] = [];
  if (count === 0) return got;
  for await (const message of client.incoming()) {
    got.push(message.text);
    if (got.length === count) break;
  }
  return got;
}

test('everything that comes in is handed over once, in order, before and after it is asked for', async t => {
  const { alice, bob } = await pair(t);
  await say(alice, bob, '1', '2');
  const got = take(bob.client, 4);
  await say(alice, bob, '3', '4');
  assert.deepEqual(await got, ['1', '2', '3', '4']);
});

test('a later run goes on where the earlier one stopped: nothing lost, nothing twice', async t => {
  const { world, alice, bob } = await pair(t);
  await say(alice, bob, '1', '2', '3');
  assert.deepEqual(await take(bob.client, 2), ['1', '2']);
  const again = await world.restart(bob);
  await say(alice, bob, '4');
  assert.deepEqual(await take(again.client, 2), ['3', '4']);
});

test('a kill while a message is handled hands it over again', async t => {
  const { world, alice, bob } = await pair(t);
  await say(alice, bob, '1', '2');
  const loop = bob.client.incoming();
  await loop.next();
  assert.equal((await loop.next()).value?.text, '2');
  // The first one's mark is written without anybody waiting for it.
  await until(async () => (await bob.store.get('inbox', 'self'))?.handed === 1);
  const again = await world.restart(bob, { killed: true });
  assert.deepEqual(await take(again.client, 1), ['2']);
});

test('own messages are not among them, and a parked one is there once it can be read', async t => {
  const { world, alice, bob } = await pair(t);
  await say(bob, alice, 'mine');
  await say(alice, bob, 'hi');
  let hit = false;
  world.server.onClientFrame = ({ send }) => {
    const data = send?.parts?.[0]?.ciphertext?.data;
    if (data && !hit) {
      hit = true;
      data[data.length - 1] = (data.at(-1) ?? 0) ^ 1;
    }
    return undefined;
  };
  await say(alice, bob, 'damaged');
  assert.deepEqual(await take(bob.client, 2), ['hi', 'damaged']);
});

test('the signal and closing end the loop', async t => {
  const { bob } = await pair(t);
  const stop = new AbortController();
  const aborted = (async () => {
    for await (const _ of bob.client.incoming({ signal: stop.signal })) assert.fail('nothing came');
  })();
  const closed = (async () => {
    for await (const _ of bob.client.incoming()) assert.fail('nothing came');
  })();
  stop.abort();
  await aborted;
  await bob.client.close();
  await closed;
});

test('what waits can be given up', async t => {
  const { world, alice, bob } = await pair(t);
  world.server.onClientFrame = frame => (frame.send ? 'drop' : undefined);
  const { id } = await alice.client.sendText(bob.client.account, 'never');
  const signal = AbortSignal.timeout(20);
  await assert.rejects(alice.client.waitFor(id, 'sent', signal), { name: 'TimeoutError' });
  await assert.rejects(alice.client.sendText(bob.client.account, 'x', { signal: AbortSignal.abort() }), {
    name: 'AbortError',
  });
  world.server.reachable = false;
  world.server.cut(1006, alice.client);
  await until(() => alice.client.connection.state !== 'online');
  await assert.rejects(alice.client.whenOnline(AbortSignal.timeout(20)), { name: 'TimeoutError' });
});
