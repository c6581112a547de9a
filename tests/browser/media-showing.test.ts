// What others have sent beside text: seen, played and saved, and never run.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { fourFields } from './support/pictures.ts';
import { tone } from './support/sounds.ts';
import { createWorld } from './support/world.ts';

test('U21 a picture takes its room before it is there, and is shown as it was drawn, in the chat and over the window', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const drawn = await fourFields(alice.page, 640, 400);
  const thumbnail = (await fourFields(alice.page, 16, 10)).bytes;
  const { width, height } = drawn;
  const photo = { source: new Blob([drawn.bytes]), name: 'beach.png', type: 'image/png', width, height, thumbnail };
  await bob.client.sendFiles(alice.account, [photo], { text: 'At the *beach*' });
  await alice.row('📷 At the beach').waitFor();
  await alice.opens(bob);
  await alice.sees('📷 At the beach');
  const picture = alice.page.getByRole('button', { name: alice.words('files_open_photo') });
  await picture.waitFor();
  const box = (await picture.boundingBox())!;
  assert.ok(Math.abs(box.width / box.height - width / height) < 0.02, `its own shape: ${box.width} × ${box.height}`);
  await seesFields(picture.locator('img').last());
  await picture.click();
  const viewer = alice.page.getByRole('dialog', { name: alice.words('viewer_title') });
  await seesFields(viewer.getByRole('img', { name: alice.words('files_photo') }));
  await viewer.getByText('At the beach').waitFor();
  await alice.page.keyboard.press('Escape');
  await viewer.waitFor({ state: 'detached' });
  await hasFocus(picture);
});

/** Red, green, blue, white from the left above, as fourFields draws them. */
async function seesFields(image: Locator): Promise<void> {
  await image.waitFor();
  const colours = await image.evaluate(async element => {
    const shown = element as HTMLImageElement;
    await shown.decode();
    const { naturalWidth: width, naturalHeight: height } = shown;
    const context = new OffscreenCanvas(width, height).getContext('2d')!;
    context.drawImage(shown, 0, 0);
    const at = (x: number, y: number): string =>
      [...context.getImageData(Math.floor(x * width), Math.floor(y * height), 1, 1).data.slice(0, 3)].join(' ');
    return [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)];
  });
  assert.deepEqual(colours, ['255 0 0', '0 255 0', '0 0 255', '255 255 255']);
}

async function hasFocus(control: Locator): Promise<void> {
  assert.equal(await control.evaluate(element => element === document.activeElement), true);
}

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
    const card = alice.page.getByRole('button', { name: alice.words('files_save_named').replace('{name}', saved) });
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

test('U22 voice is played, gone to by keys, played faster; one at a time, and the next by itself', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const { bytes, type, durationMs } = await tone(alice.page, 1_500);
  const waveform = Uint8Array.from({ length: 64 }, (_, i) => (i * 37) % 256);
  for (const name of ['first.webm', 'second.webm']) {
    const source = new Blob([Uint8Array.from(bytes)]);
    await bob.client.sendFiles(alice.account, [{ source, name, type, durationMs, waveform }]);
  }
  await bob.client.whenSent();
  await alice.row('🎤 Voice message (0:02)').waitFor();
  await alice.opens(bob);
  const notes = alice.page.getByRole('listitem', { name: /🎤 Voice message/ });
  const [first, second] = [notes.first(), notes.last()];
  const named = (note: Locator, key: string): Locator => note.getByRole('button', { name: alice.words(key) });
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
  await named(first, 'voice_play').click();
  await named(second, 'voice_pause').waitFor();
  await named(first, 'voice_play').waitFor();
});
