import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWorld } from './testing/world.ts';

test('two people chat: sent, delivered, read', async t => {
  const world = createWorld();
  t.after(world.close);
  const alice = await world.register('Alice');
  const bob = await world.register('Bob');
  const to = await alice.client.resolve(bob.client.phone);
  const sent = await alice.client.sendText(to, 'Hello Bob');
  assert.equal(sent.state, 'pending');
  await alice.client.waitFor(sent.id, 'delivered');
  const [got] = await bob.client.messages(alice.client.account);
  assert.equal(got?.text, 'Hello Bob');
  const reply = await bob.client.sendText(alice.client.account, 'Hello Alice', { replyTo: sent.id });
  await bob.client.waitFor(reply.id, 'delivered');
  await bob.client.markRead(alice.client.account);
  await alice.client.waitFor(sent.id, 'read');
  const shown = await alice.client.messages(to);
  assert.deepEqual(
    shown.map(message => message.text),
    ['Hello Bob', 'Hello Alice'],
  );
  assert.equal(shown[1]?.quote?.excerpt, 'Hello Bob');
});
