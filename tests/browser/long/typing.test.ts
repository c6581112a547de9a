// Who is typing, as it is seen in the list and in the header of the chat, and as it is told of the person.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Typing } from '@parley/client';
import type { Locator } from 'playwright-core';
import type { Person } from '../support/person.ts';
import type { Friend, World } from '../support/world.ts';
import { createWorld } from '../support/world.ts';

/** The way to the chat's info: the name and what stands below it. */
const header = ({ page }: Person): Locator =>
  page.locator('section > header > button').filter({ has: page.locator('bdi') });

/** What the friend hears next of somebody's typing. */
function nextTyping({ client }: Friend): Promise<Typing> {
  return new Promise(resolve => {
    const stop = client.on('typing', typing => {
      stop();
      resolve(typing);
    });
  });
}

async function begun(world: World): Promise<[Person, Friend]> {
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  await bob.client.sendText(alice.account, 'hello');
  await alice.row('Bob').getByText('hello').waitFor();
  return [alice, bob];
}

test('U7 U33 F39 somebody types: it is seen in the list and in the chat, and gone with the message', async t => {
  const world = await createWorld(t);
  const [alice, bob] = await begun(world);
  const { page, words } = alice;
  await bob.client.typing(alice.account, 'text');
  await alice.row('Bob').getByText(words('typing_text')).waitFor();
  await bob.client.sendText(alice.account, 'here it is');
  await alice.row('Bob').getByText('here it is').waitFor();
  assert.equal(await page.getByText(words('typing_text')).count(), 0);
  await alice.opens(bob);
  await bob.client.typing(alice.account, 'voice');
  await header(alice).getByText(words('typing_voice')).waitFor();
  await page.getByRole('status').getByText(words('typing_voice')).waitFor();
  await bob.client.typing(alice.account, undefined);
  await page.getByText(words('typing_voice')).first().waitFor({ state: 'detached' });
});

test('U33 in a group it is said who types', async t => {
  const world = await createWorld(t);
  const [alice, bob] = await begun(world);
  const group = await bob.client.createGroup({ name: 'Climbing', members: [alice.account] });
  await bob.client.sendText(group.id, 'to the group');
  await alice.row('Climbing').getByText('to the group').waitFor();
  await bob.client.typing(group.id, 'text');
  await alice.row('Climbing').getByText('is typing…').waitFor();
  await alice.row('Climbing').click();
  await header(alice)
    .getByText(/^\u2068Bob\u2069 is typing…$/)
    .waitFor();
});

test('U7 the other side is told while the person types, until nothing stands there any more', async t => {
  const world = await createWorld(t);
  const [alice, bob] = await begun(world);
  await alice.opens(bob);
  const [chat, account] = [alice.account, alice.account];
  const begins = nextTyping(bob);
  await alice.composer.fill('I am');
  assert.deepEqual(await begins, { chat, account, kind: 'text' });
  const ends = nextTyping(bob);
  await alice.composer.fill('');
  assert.deepEqual(await ends, { chat, account });
});
