// Files on their way: without a network, over a reload, in another tab, stopped, refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aliceWithBob, card, choose, holdUploads, note, receives, send } from '../support/attaching.ts';
import { seriousFaults } from '../support/axe.ts';

test('U21 U34 without a network files wait, one is cancelled, the others are sent once it is back, in order', async t => {
  const { alice, bob, dialog } = await aliceWithBob(t);
  await alice.losesNetwork();
  await alice.page
    .getByText(/Waiting for network|Connecting/)
    .first()
    .waitFor();
  for (const name of ['first.txt', 'second.txt', 'third.txt']) {
    await choose(alice, 'media_document', [note(name)]);
    await send(alice, dialog);
    await card(alice).filter({ hasText: name }).waitFor();
  }
  await card(alice).first().getByText(alice.words('media_waiting')).waitFor();
  await card(alice)
    .filter({ hasText: 'second.txt' })
    .getByRole('button', { name: alice.words('media_cancel') })
    .click();
  await alice.findsNetwork();
  const names = [(await receives(bob)).files[0]?.name, (await receives(bob)).files[0]?.name];
  assert.deepEqual(names, ['first.txt', 'third.txt']);
  await card(alice).first().waitFor({ state: 'detached' });
});

test('U21 an upload is stopped while it runs; what the server refuses says why, and is tried again or given up', async t => {
  const { alice, bob, dialog } = await aliceWithBob(t, {}, { PARLEY_MAX_ACCOUNT_ASSET_BYTES: '2000000' });
  const { page, words, watch } = alice;
  const letGo = await holdUploads(alice);
  await page.keyboard.press('Control+u');
  await page.getByRole('menuitem', { name: words('media_document') }).waitFor();
  await page.keyboard.press('Escape');
  await choose(alice, 'media_document', [note('held.txt', 900_000)]);
  await send(alice, dialog);
  await card(alice).getByRole('progressbar').waitFor();
  await card(alice)
    .getByRole('button', { name: words('media_cancel') })
    .click();
  await card(alice).waitFor({ state: 'detached' });
  letGo();

  watch.allow(/507/);
  await choose(alice, 'media_document', [note('large.txt', 3_000_000)]);
  await send(alice, dialog);
  await card(alice).getByText(words('error_asset_quota')).waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await card(alice)
    .getByRole('button', { name: words('media_retry') })
    .click();
  await card(alice).getByText(words('error_asset_quota')).waitFor();
  await card(alice)
    .getByRole('button', { name: words('media_discard') })
    .click();
  await card(alice).waitFor({ state: 'detached' });
  await page.reload();
  await choose(alice, 'media_document', [note('small.txt')]);
  await send(alice, dialog);
  assert.equal((await receives(bob)).files[0]?.name, 'small.txt');
  await card(alice).waitFor({ state: 'detached' }); // Bob may have it first
});

test('U35 a tab that is closed leaves its files to the one that is still open', async t => {
  const { alice, bob, dialog } = await aliceWithBob(t);
  const second = await alice.newTab(`/chat/${bob.account}`);
  const letGo = await holdUploads(alice);
  await choose(alice, 'media_document', [note('inherited.txt')]);
  await send(alice, dialog);
  await card(alice).getByRole('progressbar').waitFor();
  await second.page.reload();
  await second.sees('Hello');
  await alice.page.close();
  letGo();
  assert.equal((await receives(bob)).files[0]?.name, 'inherited.txt');
  await second.sees('📎 inherited.txt');
  assert.equal((await bob.client.messages(alice.account)).filter(({ attachments }) => attachments).length, 1);
});

test('what could not be kept says after a reload that it was not sent', async t => {
  const { alice, bob } = await aliceWithBob(t);
  await alice.page.evaluate(
    chat =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('parley/default/sendings', 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore('sendings', { keyPath: 'id' });
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const sending = {
            id: '0'.repeat(32),
            chat,
            text: '',
            files: [{ name: 'huge.mov', type: 'video/quicktime' }],
          };
          const done = opening.result.transaction('sendings', 'readwrite').objectStore('sendings').put(sending);
          done.onsuccess = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    bob.account,
  );
  await alice.page.reload();
  await card(alice).filter({ hasText: 'huge.mov' }).getByText(alice.words('media_lost')).waitFor();
  await card(alice)
    .getByRole('button', { name: alice.words('media_discard') })
    .click();
  await card(alice).waitFor({ state: 'detached' });
});

test('D4 U34 files that wait outlive a reload, and are one message', async t => {
  const { alice, bob, dialog } = await aliceWithBob(t);
  await alice.losesNetwork();
  await alice.page
    .getByText(/Waiting for network|Connecting/)
    .first()
    .waitFor();
  await choose(alice, 'media_document', [note('kept.txt', 3_000_000)]);
  await dialog.getByRole('textbox', { name: alice.words('media_caption') }).fill('with words');
  await send(alice, dialog);
  await card(alice).waitFor();
  await alice.findsNetwork();
  await alice.page.reload();
  const { message, files } = await receives(bob);
  assert.deepEqual([message.text, files[0]?.name, files[0]?.size], ['with words', 'kept.txt', 3_000_000]);
  await card(alice).waitFor({ state: 'detached' });
  await alice.page.reload();
  await alice.sees('📎 with words');
  const all = await bob.client.messages(alice.account);
  assert.equal(all.filter(({ attachments }) => attachments).length, 1);
});
