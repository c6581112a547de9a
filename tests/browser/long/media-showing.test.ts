// What others have sent beside text: seen, played and saved, and never run.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Locator, Page, Route } from 'playwright-core';
import type { Person } from '../support/person.ts';
import { fourFields, photo, seesFields } from '../support/pictures.ts';
import { tone } from '../support/sounds.ts';
import { createWorld } from '../support/world.ts';

const button = ({ page, words }: Person, key: string): Locator => page.getByRole('button', { name: words(key) });

/** Ciphertext stops on its way until the test lets it go on. */
async function holdFiles({ context }: Person): Promise<{ readonly held: Promise<void>; letGo(): Promise<void> }> {
  const routes: Route[] = [];
  const { promise: held, resolve } = Promise.withResolvers<void>();
  await context.route(/\/v1\/blobs\//, route => {
    routes.push(route);
    resolve();
  });
  return {
    held,
    async letGo() {
      await context.unroute(/\/v1\/blobs\//);
      for (const route of routes) await route.continue().catch(() => undefined);
    },
  };
}

test('U21 a picture takes its room before it is there, nothing moves when it comes, and it is shown as it was drawn', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const files = await holdFiles(alice);
  await bob.client.sendFiles(alice.account, [await photo(alice.page)], { text: 'At the *beach*' });
  await bob.client.sendText(alice.account, 'below');
  await alice.row('below').waitFor();
  await alice.opens(bob);
  await alice.sees('📷 At the beach');
  await files.held;
  const waiting = alice.page.getByRole('button', { name: 'Downloading: 0 %' });
  await waiting.waitFor();
  assert.match((await waiting.locator('img').first().getAttribute('src'))!, /^data:image\/png/, 'what came with it');
  const before = [await waiting.boundingBox(), await alice.message('below').boundingBox()];
  await files.letGo();
  const picture = button(alice, 'files_open_photo');
  await seesFields(picture.locator('img[src^=blob]'));
  const after = [await picture.boundingBox(), await alice.message('below').boundingBox()];
  assert.deepEqual(after, before);
  const { width, height } = after[0]!;
  assert.ok(Math.abs(width / height - 640 / 400) < 0.02, `its own shape: ${width} × ${height}`);
});

test('U21 a picture that is on its way is stopped by a click, and fetched by another', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const files = await holdFiles(alice);
  await bob.client.sendFiles(alice.account, [await photo(alice.page)]);
  await alice.opens(bob);
  await files.held;
  await alice.page.getByRole('button', { name: 'Downloading: 0 %' }).click();
  const fetchIt = alice.page.getByRole('button', { name: /^Download \(/ });
  await fetchIt.waitFor();
  await files.letGo();
  await fetchIt.click();
  await seesFields(button(alice, 'files_open_photo').locator('img[src^=blob]'));
});

test('F32 a file that did not come says why, and comes when it is asked for again', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  alice.watch.allow(/status of 404/);
  const json = { code: 'asset_not_found', message: 'Gone.', temporary: false };
  await alice.context.route(/\/v1\/assets\//, route => route.fulfill({ status: 404, json }));
  await bob.client.sendFiles(alice.account, [await photo(alice.page)]);
  await alice.opens(bob);
  const picture = alice.page.getByRole('button', { name: `Try again: ${alice.words('error_asset_not_found')}` });
  await picture.getByText(alice.words('error_asset_not_found')).waitFor();
  await alice.context.unroute(/\/v1\/assets\//);
  await picture.click();
  await seesFields(button(alice, 'files_open_photo').locator('img[src^=blob]'));
});

test('what one has sent is shown without being fetched back from the server', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  let fetched = 0;
  await alice.context.route(/\/v1\/blobs\//, route => {
    fetched++;
    return route.continue();
  });
  await alice.opens(bob);
  const { bytes } = await fourFields(alice.page, 640, 400);
  const files = alice.page.locator(`input[type=file][aria-label="${alice.words('media_visuals')}"]`);
  await files.setInputFiles([{ name: 'photo.png', mimeType: 'image/png', buffer: Buffer.from(bytes) }]);
  await alice.page
    .getByRole('dialog')
    .getByRole('button', { name: alice.words('composer_send'), exact: true })
    .click();
  await alice.seesState('📷 Photo', 'Delivered');
  await button(alice, 'files_open_photo').locator('img[src^=blob]').waitFor();
  assert.equal(fetched, 0);
});

test('U23 F48 a document is saved under a name that says what it is, whatever its sender called it, and is never opened', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const markup = '<script>document.title = "owned"</script>';
  const names: readonly (readonly [sent: string, saved: string])[] = [
    ['travel plan.pdf', 'travel plan.pdf'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['../../etc/passwd', '___.._etc_passwd'],
    ['page.html', 'page.html'],
  ];
  for (const [name] of names) {
    const file = { source: new Blob([markup]), name, type: 'text/html' };
    await bob.client.sendFiles(alice.account, [file]);
  }
  await bob.client.whenSent();
  await alice.opens(bob);
  for (const [, saved] of names) {
    const card = alice.page.getByRole('button', { name: `${alice.words('files_save')} ${saved}` });
    const [download] = await Promise.all([alice.page.waitForEvent('download'), card.click()]);
    assert.equal(download.suggestedFilename(), saved);
    assert.equal(await readFile(await download.path(), 'utf8'), markup);
  }
  await isWhereItWas(alice.page, bob.account);
});

async function isWhereItWas(page: Page, account: string): Promise<void> {
  assert.equal(new URL(page.url()).pathname, `/chat/${account}`);
  assert.doesNotMatch(await page.title(), /owned/);
}

test('U23 U44 what says that it is a picture and is a drawing with script in it is not drawn, and never runs', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>document.title="owned"</script></svg>';
  const measured = { width: 9, height: 9, thumbnail: new TextEncoder().encode(svg) };
  const source = new Blob([svg]);
  await bob.client.sendFiles(alice.account, [{ source, name: 'a.svg', type: 'image/svg+xml', ...measured }]);
  await bob.client.sendFiles(alice.account, [{ source, name: 'a.png', type: 'image/png', ...measured }]);
  await bob.client.whenSent();
  await alice.opens(bob);
  await alice.page.getByRole('button', { name: `${alice.words('files_save')} a.svg` }).waitFor();
  const picture = button(alice, 'files_open_photo');
  await picture.click();
  assert.equal(await picture.locator('img').count(), 0);
  const viewer = alice.page.getByRole('dialog');
  await viewer.getByText(alice.words('files_not_shown')).waitFor();
  const [download] = await Promise.all([
    alice.page.waitForEvent('download'),
    viewer
      .getByRole('button', { name: alice.words('files_save') })
      .last()
      .click(),
  ]);
  assert.equal(download.suggestedFilename(), 'a.png');
  await isWhereItWas(alice.page, bob.account);
});

test('U22 voice is played, gone to by keys, played faster; one at a time, and the next by itself', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const { bytes, type, durationMs } = await tone(alice.page, 1_500);
  const waveform = Uint8Array.from({ length: 64 }, (_, i) => (i * 37) % 256);
  for (const name of ['first.webm', 'second.webm']) {
    const source = new Blob([bytes]);
    await bob.client.sendFiles(alice.account, [{ source, name, type, durationMs, waveform }]);
  }
  await bob.client.whenSent();
  await alice.row('🎤 Voice message (0:02)').waitFor();
  await alice.opens(bob);
  const notes = alice.page.getByRole('listitem', { name: /🎤 Voice message/ });
  const [first, second] = [notes.first(), notes.last()];
  const named = (note: Locator, key: string): Locator => note.getByRole('button', { name: alice.words(key) });
  const unplayed = notes.getByRole('img', { name: alice.words('voice_unplayed') });
  await unplayed.nth(1).waitFor();
  const slider = first.getByRole('slider', { name: alice.words('voice_seek') });
  await slider.focus();
  await alice.page.keyboard.press('End');
  assert.equal(await slider.inputValue(), await slider.getAttribute('max'), 'gone to before it plays');
  await alice.page.keyboard.press('Home');
  await named(first, 'voice_play').click();
  await named(first, 'voice_pause').waitFor();
  await first.getByRole('button', { name: /^Speed: 1×/ }).click();
  await first.getByRole('button', { name: /^Speed: 1.5×/ }).waitFor();
  await named(second, 'voice_play').click();
  await named(second, 'voice_pause').waitFor();
  await named(first, 'voice_play').waitFor();
  await named(second, 'voice_play').waitFor();
  await unplayed.first().waitFor({ state: 'detached' });
  await named(first, 'voice_play').click();
  await named(second, 'voice_pause').waitFor();
  await named(first, 'voice_play').waitFor();
  await alice.page.reload();
  await notes.nth(1).waitFor();
  await named(notes.first(), 'voice_play').waitFor();
  assert.equal(await unplayed.count(), 0, 'what has been heard has been heard');
});

test('U17 an answer to a picture shows which one, and leads there', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const { id } = await bob.client.sendFiles(alice.account, [await photo(alice.page)]);
  await bob.client.waitFor(id, 'delivered');
  await alice.opens(bob);
  await alice.sees('📷 Photo');
  await alice.message('📷 Photo').click({ button: 'right' });
  await alice.page.getByRole('menuitem', { name: alice.words('message_reply') }).click();
  await alice.writes('Lovely');
  const quote = alice.message('Lovely').getByRole('button', { name: 'Go to the message of Bob: 📷 Photo' });
  await quote.waitFor();
  await seesFields(quote.locator('img'));
  await bob.client.sendText(alice.account, 'An answer to nothing else', { replyTo: id });
  const own = alice.message('An answer to nothing else').getByRole('button', { name: /Bob: 📷 Photo/ });
  await own.waitFor();
});
