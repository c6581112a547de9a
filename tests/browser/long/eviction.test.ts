// The browser takes the storage away (F29).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWorld } from '../support/world.ts';

test('F29 a browser that has removed keys and messages says so, and makes nothing new before it is asked to', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  await alice.opens(bob);
  await alice.writes('kept nowhere else');
  await alice.seesState('kept nowhere else', 'Delivered');
  const before = await bob.client.safetyNumber(alice.account);

  await alice.page.goto('/icon.svg'); // of this origin, without the app
  await alice.page.evaluate(async () => {
    for (const { name = '' } of await indexedDB.databases()) {
      await new Promise<unknown>(resolve => {
        Object.assign(indexedDB.deleteDatabase(name), { onsuccess: resolve, onerror: resolve });
      });
    }
  });
  await alice.visits('/');
  await alice.page.getByRole('heading', { name: 'This browser has removed your messages' }).waitFor();
  await alice.page.reload();
  await alice.page.getByRole('heading', { name: 'This browser has removed your messages' }).waitFor();

  await alice.page.getByRole('button', { name: 'Set up this browser again' }).click();
  await alice.setsUp();
  await alice.opens(bob);
  await alice.writes('with new keys');
  await alice.seesState('with new keys', 'Delivered');
  const after = await bob.client.safetyNumber(alice.account);
  assert.notEqual(after.digits, before.digits, 'a new device has a new key, and the other side can tell');
});
