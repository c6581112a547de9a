// Pictures and films over the whole window, all files of a chat, and what is left of them without a network.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator } from 'playwright-core';
import { seriousFaults } from '../support/axe.ts';
import type { Person } from '../support/person.ts';
import { film, photo, seesFields } from '../support/pictures.ts';
import { createWorld, type Friend } from '../support/world.ts';

const button = ({ page, words }: Person, key: string): Locator => page.getByRole('button', { name: words(key) });
const viewerOf = ({ page, words }: Person): Locator =>
  page.getByRole('dialog', { name: words('viewer_title'), exact: true });
const pictureIn = (person: Person): Locator => viewerOf(person).getByRole('img', { name: person.words('files_photo') });

/** The width tells which of them it is. */
async function seesWidth(person: Person, width: number): Promise<void> {
  await person.page.waitForFunction(
    ([label, wanted]) => {
      const image = document.querySelector<HTMLImageElement>(`dialog[open] img[alt="${label}"]`);
      return image?.complete && image.naturalWidth === wanted;
    },
    [person.words('files_photo'), width] as const,
  );
}

async function sendsPhotos({ client }: Friend, to: Person, widths: readonly number[]): Promise<void> {
  const files = [];
  for (const width of widths) files.push(await photo(to.page, width, 300));
  await client.sendFiles(to.account, files);
}

test('U21 from one picture the keys lead to the others of the chat, older ones too that are not loaded, and back', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  await sendsPhotos(bob, alice, [400]);
  for (let i = 0; i < 130; i++) await bob.client.sendText(alice.account, `line ${i}`);
  await sendsPhotos(bob, alice, [402, 404, 406, 408, 410]);
  await bob.client.whenSent();
  await alice.row('📷 5 photos').waitFor();
  await alice.visits(`/chat/${bob.account}`);
  await alice.page.getByRole('button', { name: /Go to the latest|go to the end/ }).click();
  const tiles = alice.message('📷 5 photos').getByRole('button', { name: alice.words('files_open_photo') });
  await tiles.nth(3).waitFor();
  assert.equal(await tiles.count(), 4, 'four tiles stand for five');
  await tiles.first().click();
  await seesWidth(alice, 402);
  const keys: readonly (readonly [key: string, width: number])[] = [
    ['ArrowRight', 404],
    ['End', 410],
    ['ArrowRight', 410],
    ['ArrowLeft', 408],
    ['Home', 400],
    ['PageDown', 402],
  ];
  await viewerOf(alice).getByText('2 / 6').waitFor();
  for (const [key, width] of keys) {
    await alice.page.keyboard.press(key);
    await seesWidth(alice, width);
  }
  await viewerOf(alice)
    .getByRole('button', { name: alice.words('viewer_next') })
    .click();
  await seesWidth(alice, 404);
  await alice.page.keyboard.press('Escape');
  await viewerOf(alice).waitFor({ state: 'detached' });
  assert.equal(await tiles.first().evaluate(tile => tile === document.activeElement), true, 'the focus is back');
  await tiles.first().click();
  await seesWidth(alice, 402);
  await alice.page.goBack();
  await viewerOf(alice).waitFor({ state: 'detached' });
  await alice.message('📷 5 photos').waitFor();
  assert.equal(new URL(alice.page.url()).pathname, `/chat/${bob.account}`);
});

test('U21 a picture is looked at closely by keys, wheel and double click, and is whole again', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  await bob.client.sendFiles(alice.account, [await photo(alice.page, 1_600, 1_000)]);
  await alice.opens(bob);
  await button(alice, 'files_open_photo').click();
  const picture = pictureIn(alice);
  await seesFields(picture);
  const width = async (): Promise<number> => (await picture.boundingBox())!.width;
  const whole = await width();
  const isLarger = async (times: number): Promise<void> => assert.ok(Math.abs((await width()) / whole - times) < 0.01);
  await alice.page.keyboard.press('+');
  await isLarger(1.5);
  await alice.page.keyboard.press('0');
  await isLarger(1);
  await picture.dblclick();
  await isLarger(2.5);
  await picture.dblclick();
  await isLarger(1);
  await picture.hover();
  await alice.page.mouse.wheel(0, -300);
  await alice.page.waitForFunction(
    ([label, least]) =>
      document.querySelector(`dialog[open] img[alt="${label}"]`)!.getBoundingClientRect().width > least,
    [alice.words('files_photo'), whole] as const,
  );
  const [download] = await Promise.all([
    alice.page.waitForEvent('download'),
    viewerOf(alice)
      .getByRole('button', { name: alice.words('files_save') })
      .click(),
  ]);
  assert.equal(download.suggestedFilename(), 'photo.png');
});

test('U21 a film says how long it is, and plays over the whole window', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  await bob.client.sendFiles(alice.account, [await film(alice.page)]);
  await alice.row('🎬 Video (0:01)').waitFor();
  await alice.opens(bob);
  await button(alice, 'files_open_video').click();
  const shown = viewerOf(alice).locator('video');
  await shown.waitFor();
  await shown.evaluate(
    element =>
      new Promise<void>(resolve => {
        const video = element as HTMLVideoElement;
        const look = (): unknown => video.currentTime > 0.1 && resolve();
        video.addEventListener('timeupdate', look);
        look();
      }),
  );
});

test('U45 what was opened once is there without a network, goes with its message, and what was not says why it is missing', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const file = { source: new Blob(['words']), name: 'notes.txt', type: 'text/plain' };
  await bob.client.sendFiles(alice.account, [await photo(alice.page)]);
  await bob.client.sendFiles(alice.account, [file]);
  await alice.opens(bob);
  const picture = button(alice, 'files_open_photo').locator('img[src^=blob]');
  await seesFields(picture);
  await keptFiles(alice, 1);
  await alice.page.evaluate(() => navigator.serviceWorker.ready);
  await alice.losesNetwork();
  await alice.page.reload();
  await seesFields(picture);
  const card = alice.page.getByRole('button', { name: `${alice.words('files_save')} notes.txt` });
  const download = alice.page.waitForEvent('download');
  await card.click();
  await alice.page.getByRole('button', { name: alice.words('files_cancel') }).waitFor();
  await alice.findsNetwork();
  assert.equal((await download).suggestedFilename(), 'notes.txt');
  await keptFiles(alice, 2);
  await alice.message('📷 Photo').click({ button: 'right' });
  await alice.page.getByRole('menuitem', { name: alice.words('message_delete') }).click();
  await alice.page
    .getByRole('dialog')
    .getByRole('button', { name: /^Delete/ })
    .click();
  await keptFiles(alice, 1);
});

/** So many are kept in this browser. */
async function keptFiles({ page }: Person, count: number): Promise<void> {
  await page.waitForFunction(
    async wanted => (await (await caches.open('parley/default/files')).keys()).length === wanted,
    count,
  );
}

for (const [locale, scheme, viewport] of [
  ['en-GB', 'light', { width: 1280, height: 800 }],
  ['ar', 'dark', { width: 320, height: 640 }],
] as const) {
  test(`U42 U2 U3 axe finds nothing serious where files are shown, and nothing scrolls sideways (${locale}, ${scheme}, ${viewport.width} px)`, async t => {
    const world = await createWorld(t);
    const look = { locale, viewport, colorScheme: scheme, reducedMotion: 'reduce' } as const;
    const [alice, bob] = [await world.person('Alice', look), await world.friend('Bob')];
    const { page, words } = alice;
    const voice = { source: new Blob(['x']), name: 'v.webm', type: 'audio/webm', durationMs: 9_000 };
    await bob.client.sendFiles(alice.account, [{ ...voice, waveform: Uint8Array.of(9, 200, 30, 90) }]);
    await bob.client.sendFiles(alice.account, [
      { ...voice, name: `${'long '.repeat(30)}.pdf`, type: 'application/pdf' },
    ]);
    await sendsPhotos(bob, alice, [400, 402]);
    await bob.client.sendFiles(alice.account, [await photo(page)], { text: 'with a caption' });
    await bob.client.whenSent();
    await alice.opens(bob);
    await button(alice, 'files_open_photo').last().waitFor();
    await isSound(alice, 'the chat');
    await button(alice, 'files_open_photo').last().click();
    await seesFields(pictureIn(alice));
    await isSound(alice, 'the viewer');
    await page.keyboard.press('Escape');
    await alice.visits(`/chat/${bob.account}/info`);
    await button(alice, 'gallery_title').click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: words('files_open_photo') })
      .nth(2)
      .waitFor();
    await isSound(alice, 'all pictures');
    await page.getByRole('button', { name: words('gallery_documents'), exact: true }).click();
    await page
      .getByRole('dialog')
      .getByText(/long long/)
      .waitFor();
    await isSound(alice, 'all documents');
  });
}

async function isSound({ page }: Person, screen: string): Promise<void> {
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined))),
  );
  assert.deepEqual(await seriousFaults(page), [], screen);
  const sideways = await page.evaluate(() => Math.max(document.scrollingElement!.scrollWidth - innerWidth, 0));
  assert.equal(sideways, 0, screen);
}
