// The network goes and comes back, the server too: what is written is kept, and arrives once and in order.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { texts } from '../../support/people.ts';
import { createWorld } from '../support/world.ts';

const numbered = (count: number): string[] => Array.from({ length: count }, (_, i) => `number ${i + 1}`);

test('U34 F3 what is written offline waits with a clock, and goes out once and in order when the network is back', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  await alice.opens(bob);
  await alice.writes('before');
  await alice.seesState('before', 'Delivered');
  await alice.losesNetwork();
  await alice.page.getByRole('status').getByText('Waiting for network').first().waitFor({ timeout: 5_000 });
  const written = numbered(30);
  await alice.writes(...written);
  await alice.seesState('number 30', 'Waiting to be sent');
  await alice.findsNetwork();
  await alice.seesState('number 30', 'Delivered');
  assert.deepEqual(await texts(bob.client, alice.account), ['before', ...written]);
  await alice.page.getByText('Waiting for network').first().waitFor({ state: 'hidden' });
});

test('F9 what waits is still waiting after a reload, and then really goes out', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  await alice.opens(bob);
  await alice.writes('before');
  await alice.seesState('before', 'Delivered');
  alice.network.down();
  alice.watch.allow(/ERR_|WebSocket connection/);
  await alice.writes('first', 'second');
  await alice.seesState('second', 'Waiting to be sent');
  // The page itself must come from somewhere: the network is back for it, and the server is not there for the engine.
  await world.server.kill();
  alice.network.up();
  await world.server.start();
  await alice.page.reload();
  await alice.seesState('second', 'Delivered');
  assert.deepEqual(await texts(bob.client, alice.account), ['before', 'first', 'second']);
});

test('D1 F5 the server is killed while two people write; nothing is lost, doubled or out of order, and nobody reloads', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.person('Bob')];
  for (const person of [alice, bob]) person.watch.allow(/ERR_|WebSocket connection|status of 50/);
  await alice.opens(bob);
  await alice.writes('hello');
  await alice.seesState('hello', 'Delivered');
  await bob.opens(alice);
  await bob.sees('hello');
  await alice.composer.pressSequentially('half a sent');
  await world.server.kill();
  await alice.composer.pressSequentially('ence');
  await alice.composer.press('Enter');
  await bob.writes('written meanwhile');
  await bob.seesState('written meanwhile', 'Waiting to be sent');
  await world.server.start();
  await alice.seesState('half a sentence', 'Read');
  await bob.seesState('written meanwhile', 'Read');
  for (const person of [alice, bob]) {
    assert.equal(await person.message('half a sentence').count(), 1);
    assert.equal(await person.message('written meanwhile').count(), 1);
  }
});
