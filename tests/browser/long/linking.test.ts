// A second browser becomes a device of the same person, by the code that it shows, and is ended from the first.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Person } from '../support/person.ts';
import { createWorld } from '../support/world.ts';

test('U43 a browser is linked by its code, gets and sends what the person does, and is unlinked with the reason told', async t => {
  const world = await createWorld(t);
  const nora = await world.person('Nora');
  const tom = await world.friend('Tom');
  const second = await world.stranger('Nora at work');
  const { page, words } = second;
  const code = await codeOf(second);
  await nora.visits('/settings/devices');
  await nora.page.getByRole('button', { name: words('devices_link'), exact: true }).click();
  await nora.page.getByRole('textbox', { name: words('devices_link_code') }).fill('parley:link/wrong');
  await nora.page.getByRole('button', { name: words('devices_link_action') }).click();
  await nora.page.getByText(words('error_bad_link_code')).waitFor();
  await nora.page.getByRole('textbox', { name: words('devices_link_code') }).fill(code);
  await nora.page.getByRole('button', { name: words('devices_link_action') }).click();
  await page.getByRole('navigation', { name: words('chats_title') }).waitFor({ state: 'attached' });
  await nora.page.getByText(/^Chrom.* is linked/).waitFor();
  await nora.page.getByRole('listitem').nth(1).waitFor();

  await tom.client.sendText(nora.account, 'to both of you');
  await second.row('Tom').click();
  await second.sees('to both of you');
  await second.writes('from the second browser');
  await second.seesState('from the second browser', 'Delivered');
  await nora.visits('/');
  await nora.opens(tom);
  await nora.sees('from the second browser');

  await second.page.goto('/settings/devices');
  await second.page.getByText(words('devices_elsewhere')).waitFor();
  await nora.visits('/settings/devices');
  const more = nora.page.getByRole('button', { name: /^More about Chrom/ });
  await more.last().click();
  await nora.page.getByRole('menuitem', { name: words('devices_unlink') }).click();
  await nora.page.getByRole('button', { name: words('devices_unlink'), exact: true }).click();
  await page.getByText(words('ended_unlinked_text')).waitFor(); // U35
  assert.equal(await page.getByRole('heading', { name: words('ended_revoked_title') }).count(), 1);
});

test('a second browser is made the main device: offered on the first, taken there, and it is the one that unlinks', async t => {
  const world = await createWorld(t);
  const nora = await world.person('Nora');
  const second = await world.stranger('Nora at work');
  const { page, words } = second;
  const code = await codeOf(second);
  await nora.visits('/settings/devices');
  await nora.page.getByRole('button', { name: words('devices_link'), exact: true }).click();
  await nora.page.getByRole('textbox', { name: words('devices_link_code') }).fill(code);
  await nora.page.getByRole('button', { name: words('devices_link_action') }).click();
  await page.getByRole('navigation', { name: words('chats_title') }).waitFor({ state: 'attached' });
  await page.goto('/settings/devices');
  await page.getByText(words('devices_elsewhere')).waitFor();

  await nora.page
    .getByRole('button', { name: /^More about Chrom/ })
    .last()
    .click();
  await nora.page.getByRole('menuitem', { name: words('devices_key_move') }).click();
  await nora.page.getByRole('button', { name: words('devices_key_action'), exact: true }).click();
  await page.getByRole('button', { name: words('devices_key_take') }).click();
  await page.getByText(words('devices_key_taken')).waitFor();
  await page.getByRole('button', { name: words('devices_link'), exact: true }).waitFor();

  await page
    .getByRole('button', { name: /^More about Chrom/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: words('devices_unlink') }).click();
  await page.getByRole('button', { name: words('devices_unlink'), exact: true }).click();
  await nora.page.getByText(words('ended_unlinked_text')).waitFor();
});

/** As the browser shows it when it wants to be linked. */
async function codeOf({ page, words }: Person): Promise<string> {
  await page.goto('/');
  await page.getByRole('button', { name: words('link_begin') }).click();
  await page.getByRole('img', { name: words('link_qr') }).waitFor();
  return (await page.getByText('parley:link/').textContent()) ?? '';
}
