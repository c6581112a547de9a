// What is shown of pages that texts name.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriousFaults } from '../support/axe.ts';
import { fourFields } from '../support/pictures.ts';
import { createWorld } from '../support/world.ts';

test('U20 U44 a page is shown with its title, picture and domain, asking nobody; a host that looks like another warns', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const { page } = alice;
  const url = 'https://example.org/market';
  const image = (await fourFields(page, 64, 64)).bytes;
  const preview = { url, title: 'The market on Saturday', description: 'Fifty stalls', image };
  await bob.client.sendText(alice.account, `It is at ${url} this time`, { preview });
  const lookalike = 'https://аррӏе.com/';
  await bob.client.sendText(alice.account, lookalike, { preview: { url: lookalike, title: 'Sign in' } });
  await alice.row('Bob').waitFor();
  await alice.opens(bob);
  const card = page.getByRole('link', { name: /The market on Saturday.*Fifty stalls.*example\.org/ });
  await card.waitFor();
  assert.equal(await card.getAttribute('rel'), 'noopener noreferrer');
  await card.locator('img').waitFor();
  const bad = page.getByRole('link', { name: /Sign in.*xn--.*Check this link/ });
  await bad.click();
  await page.getByRole('dialog', { name: 'Open this link?' }).waitFor();
  await page.keyboard.press('Escape');
  assert.deepEqual(await seriousFaults(page), []);
});
