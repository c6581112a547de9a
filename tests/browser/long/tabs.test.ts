// Several tabs of one browser are one device: one of them leads, and any of them may go.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { texts } from '../../support/people.ts';
import { createWorld } from '../support/world.ts';

test('U35 D4 five tabs show the same; the one that leads is closed while another writes, and everything goes out once', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const chat = `/chat/${bob.account}`;
  const tabs = [];
  for (let i = 0; i < 4; i++) tabs.push(await alice.newTab(chat));
  const [writer] = tabs as [(typeof tabs)[0]];
  await writer.writes('from the second tab');
  for (const tab of tabs) await tab.seesState('from the second tab', 'Delivered');
  await bob.client.sendText(alice.account, 'hello to all tabs');
  for (const tab of tabs) await tab.sees('hello to all tabs');

  // The first tab was there first, and holds the device.
  const written = Array.from({ length: 10 }, (_, i) => `number ${i + 1}`);
  await writer.writes(...written.slice(0, 5));
  await alice.page.close();
  await writer.writes(...written.slice(5));
  for (const tab of tabs) await tab.seesState('number 10', 'Delivered');
  assert.deepEqual(await texts(bob.client, alice.account), ['from the second tab', 'hello to all tabs', ...written]);
});
