// Who is online, as the header of the chat shows it, and as it is told of the person.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator } from 'playwright-core';
import type { Person } from '../support/person.ts';
import { createWorld, type Friend } from '../support/world.ts';

/** The way to the chat's info: the name and what stands below it. */
const header = ({ page }: Person): Locator =>
  page.locator('section > header > button').filter({ has: page.locator('bdi') });

/** Resolves when the friend hears that somebody he watches is online, or is not. */
function hears({ client }: Friend, online: boolean): Promise<void> {
  return new Promise(resolve => {
    const stop = client.on('presence', presence => {
      if (presence.online !== online) return;
      stop();
      resolve();
    });
  });
}

async function begun(t: Parameters<typeof createWorld>[0]): Promise<[Person, Friend]> {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  await bob.client.sendText(alice.account, 'hello');
  await alice.opens(bob);
  await alice.sees('hello');
  return [alice, bob];
}

test('U33 the header says who is online, and when somebody was there last', async t => {
  const [alice, bob] = await begun(t);
  const { words } = alice;
  await bob.client.setActive(true);
  await header(alice).getByText(words('presence_online'), { exact: true }).waitFor();
  await bob.client.typing(alice.account, 'text');
  await header(alice).getByText(words('typing_text')).waitFor();
  await bob.client.typing(alice.account, undefined);
  await header(alice).getByText(words('presence_online'), { exact: true }).waitFor();
  await bob.client.setActive(false);
  await header(alice)
    .getByText(/^last seen (today|yesterday) at /)
    .waitFor();
});

test('F40 the person is online while the window is looked at, and hidden when the settings say so', async t => {
  const [alice, bob] = await begun(t);
  const { page, words } = alice;
  const online = hears(bob, true);
  await bob.client.watch([alice.account]);
  await online;
  const hidden = hears(bob, false);
  await page.goto('/settings/privacy');
  await page.getByText(words('privacy_presence'), { exact: true }).click();
  await page.getByRole('switch', { name: words('privacy_presence'), checked: false }).waitFor();
  await hidden;
  await page.reload();
  await page.getByRole('switch', { name: words('privacy_presence'), checked: false }).waitFor();
  await page.goto(`/chat/${bob.account}`);
  await bob.client.setActive(true);
  const written = await bob.client.sendText(alice.account, 'are you there?');
  await alice.sees('are you there?');
  await bob.client.waitFor(written.id, 'delivered');
  assert.equal(await header(alice).getByText(words('presence_online'), { exact: true }).count(), 0);
});
