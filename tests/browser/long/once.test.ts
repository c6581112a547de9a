// What can be opened once, between two people in browsers or with the SDK.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aliceWithBob, choose, send } from '../support/attaching.ts';
import { seriousFaults } from '../support/axe.ts';
import { fourFields, photo, seesFields } from '../support/pictures.ts';

test('U21 a picture that can be opened once is seen once: then it is neither here nor to be saved, forwarded or found', async t => {
  const { alice, bob, dialog } = await aliceWithBob(t);
  const { page } = alice;
  const { id } = await bob.client.sendFiles(alice.account, [await photo(page)], { viewOnce: true });
  const closed = page.getByRole('button', { name: 'Photo', exact: true });
  await closed.waitFor();
  assert.equal(await page.getByRole('list', { name: 'Messages' }).locator('img').count(), 0, 'nothing of it is shown');
  await closed.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Info' }).waitFor();
  for (const name of ['Forward…', 'Save file', 'Pin for everybody']) {
    assert.equal(await page.getByRole('menuitem', { name }).count(), 0, name);
  }
  await page.keyboard.press('Escape');
  await closed.click();
  await seesFields(dialog.getByRole('img', { name: 'Photo' }));
  assert.deepEqual(await seriousFaults(page), []);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('listitem', { name: /Bob: ① Opened/ }).waitFor();
  assert.equal(await closed.count(), 0);
  await bob.client.whenSent();
  const told = await bob.client.message(id);
  assert.equal(told?.viewOnce?.opened, true);
  await page.reload();
  await page.getByRole('listitem', { name: /Bob: ① Opened/ }).waitFor();
});

test('U29 a picture is sent to be opened once: it has no caption, and cannot be opened where it was sent from', async t => {
  const { alice, bob, dialog } = await aliceWithBob(t);
  const { bytes } = await fourFields(alice.page, 64, 64);
  await choose(alice, 'media_visuals', [{ name: 'a.png', mimeType: 'image/png', buffer: Buffer.from(bytes) }]);
  await dialog.getByText('View once', { exact: true }).click();
  await dialog.getByRole('textbox').waitFor({ state: 'hidden' });
  assert.deepEqual(await seriousFaults(alice.page), []);
  await send(alice, dialog);
  const { value: came } = await bob.client.incoming().next();
  assert.equal(came.viewOnce?.opened, false);
  await alice.page.getByRole('listitem', { name: /You: ① Photo/ }).waitFor();
  assert.equal(await alice.page.getByRole('button', { name: 'Photo', exact: true }).count(), 0);
});
