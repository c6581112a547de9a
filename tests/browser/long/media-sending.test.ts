// Files are made ready on the device, and looked at before they go.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { aliceWithBob, type Chosen, card, choose, decoded, receives, type Seen, send } from '../support/attaching.ts';
import { seriousFaults } from '../support/axe.ts';
import { CAMERA, jpegWithNotes, pngWithNotes } from '../support/camera-notes.ts';
import { fourFields } from '../support/pictures.ts';
import { createWorld } from '../support/world.ts';

const FIELDS = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 255],
];

/** Red, green, blue, white from the left above, but for what JPEG does to colours. */
function assertUpright({ fields }: Seen, what: string): void {
  for (const [i, wanted] of FIELDS.entries()) {
    const near = wanted.every((value, part) => Math.abs(value - fields[i]![part]!) < 12);
    assert.ok(near, `${what}: field ${i} is ${fields[i]} and not ${wanted}`);
  }
}

/** The picture as a camera stores it that was held so. */
async function storedAs(page: Page, orientation: number, width: number, height: number): Promise<Buffer> {
  const { bytes } = await fourFields(page, width, height);
  const stored = await page.evaluate(
    async ([png, orientation]) => {
      const upright = await createImageBitmap(new Blob([Uint8Array.from(png)]));
      const turned = orientation > 4;
      const [w, h] = turned ? [upright.height, upright.width] : [upright.width, upright.height];
      const toUpright = [
        [1, 0, 0, 1, 0, 0],
        [-1, 0, 0, 1, w, 0],
        [-1, 0, 0, -1, w, h],
        [1, 0, 0, -1, 0, h],
        [0, 1, 1, 0, 0, 0],
        [0, 1, -1, 0, h, 0],
        [0, -1, -1, 0, h, w],
        [0, -1, 1, 0, 0, w],
      ][orientation - 1]!;
      const canvas = new OffscreenCanvas(w, h);
      const context = canvas.getContext('2d')!;
      context.setTransform(new DOMMatrix(toUpright).inverse());
      context.drawImage(upright, 0, 0);
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.95 });
      return [...new Uint8Array(await blob.arrayBuffer())];
    },
    [[...bytes], orientation] as const,
  );
  return jpegWithNotes(Uint8Array.from(stored), orientation);
}

test('F43 F45 photos in all eight orientations arrive upright, with nothing of what the camera noted', async t => {
  const { alice, bob, dialog } = await aliceWithBob(t);
  const photos: Chosen[] = [];
  for (let orientation = 1; orientation <= 8; orientation++) {
    const buffer = await storedAs(alice.page, orientation, 640, 400);
    assert.ok(buffer.includes(CAMERA));
    photos.push({ name: `IMG ${orientation}.jpeg`, mimeType: 'image/jpeg', buffer });
  }
  await choose(alice, 'media_visuals', photos);
  await dialog.getByRole('img').nth(7).waitFor();
  await dialog.getByRole('textbox', { name: alice.words('media_caption') }).fill('Eight ways up');
  await send(alice, dialog);
  const { message, files } = await receives(bob);
  assert.equal(message.text, 'Eight ways up');
  assert.deepEqual(
    files.map(({ name, type, width, height }) => [name, type, width, height]),
    photos.map((_, i) => [`IMG ${i + 1}.jpg`, 'image/jpeg', 640, 400]),
  );
  for (const { name, bytes, thumbnail } of files) {
    const seen = await decoded(alice.page, bytes);
    assert.deepEqual([seen.width, seen.height], [640, 400], name);
    assertUpright(seen, name);
    assert.ok(!bytes.includes(CAMERA) && !bytes.includes('Exif') && !bytes.includes(Buffer.from([0xff, 0xe1])), name);
    assert.ok(thumbnail && thumbnail.length <= 4_096);
    assertUpright(await decoded(alice.page, thumbnail), `thumbnail of ${name}`);
  }
  await alice.page.getByRole('img', { name: 'Delivered' }).first().waitFor();
});

test('F45 a large picture with holes is made smaller, keeps them, and loses its notes', async t => {
  const { alice, bob, dialog } = await aliceWithBob(t);
  const png = await alice.page.evaluate(async () => {
    const canvas = new OffscreenCanvas(3_000, 1_000);
    const context = canvas.getContext('2d')!;
    context.fillStyle = 'rgb(255 0 0)';
    context.fillRect(0, 0, 1_500, 1_000);
    return [...new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer())];
  });
  const buffer = pngWithNotes(Uint8Array.from(png));
  await choose(alice, 'media_visuals', [{ name: 'logo.png', mimeType: 'image/png', buffer }]);
  await send(alice, dialog);
  const [file] = (await receives(bob)).files;
  assert.deepEqual([file?.name, file?.type, file?.width, file?.height], ['logo.webp', 'image/webp', 2_048, 683]);
  assert.ok(!file?.bytes.includes(CAMERA) && buffer.includes(CAMERA));
  const { width, height, fields } = await decoded(alice.page, file!.bytes);
  assert.deepEqual([width, height], [2_048, 683]);
  assert.ok(fields[0]![0] > 245 && fields[0]![3] === 255 && fields[1]![3] === 0, JSON.stringify(fields));
});

test('F48 a document arrives byte for byte, under a name that is safe; so does a photo that is sent as a file', async t => {
  const { alice, bob, dialog } = await aliceWithBob(t);
  const photo = await storedAs(alice.page, 6, 64, 40);
  await choose(alice, 'media_document', [
    { name: 'page.html', mimeType: 'text/html', buffer: Buffer.from('<script>alert(1)</script>') },
    { name: 'invoice\u202Efdp.exe', mimeType: 'application/pdf', buffer: Buffer.from('%PDF') },
    { name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: photo },
  ]);
  await dialog.getByText('page.html').waitFor();
  await send(alice, dialog);
  const { files } = await receives(bob);
  assert.deepEqual(
    files.map(({ name, type, width }) => [name, type, width]),
    [
      ['page.html', 'text/html', undefined],
      ['invoicefdp.exe', 'application/pdf', undefined],
      ['IMG_1.jpg', 'image/jpeg', undefined],
    ],
  );
  assert.equal(files[0]?.bytes.toString(), '<script>alert(1)</script>');
  assert.deepEqual(files[2]?.bytes, photo);
});

test('F44 a picture that this browser cannot read is told, and goes as the file that it is', async t => {
  const { alice, bob, dialog } = await aliceWithBob(t);
  const heic = { name: 'IMG_7.HEIC', mimeType: 'image/heic', buffer: Buffer.from('\0\0\0\x18ftypheic, and no more') };
  await choose(alice, 'media_visuals', [heic]);
  await dialog.getByText(alice.words('media_unread')).waitFor();
  await send(alice, dialog);
  const [file] = (await receives(bob)).files;
  assert.deepEqual([file?.name, file?.type, file?.width], ['IMG_7.HEIC', 'image/heic', undefined]);
  assert.deepEqual(file?.bytes, heic.buffer);
});

async function transfer(page: Page, files: readonly { name: string; type: string; bytes: Uint8Array }[], texts = {}) {
  const plain = files.map(({ bytes, ...file }) => ({ ...file, bytes: [...bytes] }));
  return page.evaluateHandle(
    ([files, texts]) => {
      const data = new DataTransfer();
      for (const { name, type, bytes } of files) data.items.add(new File([Uint8Array.from(bytes)], name, { type }));
      for (const [type, text] of Object.entries(texts)) data.setData(type, text);
      return data;
    },
    [plain, texts as Record<string, string>] as const,
  );
}

test('U29 files are pasted and dropped, several at once, up to ten, and taken out again before they go', async t => {
  const { alice, bob, dialog } = await aliceWithBob(t);
  const { page, words } = alice;
  const notes = Array.from({ length: 12 }, (_, i) => ({
    name: `${i}.txt`,
    type: 'text/plain',
    bytes: new Uint8Array(i),
  }));
  const dropped = await transfer(page, notes);
  await page.dispatchEvent('body', 'dragover', { dataTransfer: dropped });
  await page.locator('[data-drop-zone]').getByText('Bob').waitFor();
  await page.dispatchEvent('body', 'drop', { dataTransfer: dropped });
  await page.locator('[data-drop-zone]').waitFor({ state: 'detached' });
  await dialog.getByText('9.txt').waitFor();
  assert.equal(await dialog.getByRole('listitem').count(), 10);
  await dialog.getByText(words('media_too_many').replace('{count}', '10')).waitFor();
  for (const name of ['0.txt', '1.txt', '2.txt', '3.txt', '4.txt', '5.txt', '6.txt']) {
    await dialog.getByRole('button', { name: words('media_remove').replace('{name}', name) }).click();
  }
  const png = { name: 'image.png', type: 'image/png', bytes: (await fourFields(page, 40, 30)).bytes };
  const caption = dialog.getByRole('textbox', { name: words('media_caption') });
  const paste = async (data: Awaited<ReturnType<typeof transfer>>): Promise<void> =>
    caption.evaluate(
      (field, clipboardData) =>
        void field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true })),
      data,
    );
  await paste(await transfer(page, [png], { 'text/plain': 'a picture of this text' }));
  await paste(await transfer(page, [png]));
  await dialog.getByRole('img', { name: 'image.png' }).waitFor();
  await send(alice, dialog);
  const { files } = await receives(bob);
  assert.deepEqual(
    files.map(({ name }) => name),
    ['7.txt', '8.txt', '9.txt', 'image.jpg'],
    'what has text with it is pasted as text',
  );
});

test('U29 a film goes as it was recorded, with a frame of it, its size and how long it is', async t => {
  const { alice, bob, dialog } = await aliceWithBob(t);
  const film = await alice.page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [320, 200];
    const context = canvas.getContext('2d')!;
    const draw = (): void => {
      context.fillStyle = 'rgb(255 0 0)';
      context.fillRect(0, 0, 320, 200);
    };
    const timer = setInterval(draw, 40);
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm;codecs=vp8' });
    const parts: Blob[] = [];
    const enough = Promise.withResolvers<void>();
    recorder.ondataavailable = ({ data }) => parts.push(data) === 12 && enough.resolve();
    recorder.start(100);
    await enough.promise;
    const stopped = new Promise(resolve => recorder.addEventListener('stop', resolve));
    recorder.stop();
    await stopped;
    clearInterval(timer);
    return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
  });
  const buffer = Buffer.from(film);
  await choose(alice, 'media_visuals', [{ name: 'clip.webm', mimeType: 'video/webm', buffer }]);
  await dialog.getByRole('img', { name: 'clip.webm' }).waitFor();
  await send(alice, dialog);
  const [file] = (await receives(bob)).files;
  assert.deepEqual([file?.name, file?.type, file?.width, file?.height], ['clip.webm', 'video/webm', 320, 200]);
  assert.ok(file!.durationMs! > 700 && file!.durationMs! < 5_000, `${file?.durationMs} ms`);
  assert.deepEqual(file?.bytes, buffer);
  const [red, green, blue] = (await decoded(alice.page, file!.thumbnail!)).fields[0]!;
  assert.ok(red > 200 && green < 60 && blue < 60, `${red} ${green} ${blue}`);
});

test('U42 what is looked at before sending, and what is on its way, has no serious faults: light, dark, from the right, narrow', async t => {
  const looks = [
    { colorScheme: 'light' },
    { colorScheme: 'dark' },
    { locale: 'ar', colorScheme: 'light' },
    { viewport: { width: 320, height: 640 } },
  ] as const;
  const world = await createWorld(t);
  const bob = await world.friend('Bob');
  for (const look of looks) {
    const alice = await world.person('Alice', look);
    await alice.opens(bob);
    const dialog = alice.page.getByRole('dialog');
    const buffer = Buffer.from((await fourFields(alice.page, 300, 200)).bytes);
    await choose(alice, 'media_visuals', [
      { name: 'beach.png', mimeType: 'image/png', buffer },
      { name: 'IMG_7.HEIC', mimeType: 'image/heic', buffer: Buffer.from('nothing') },
    ]);
    await dialog.getByRole('img').waitFor();
    await dialog.getByText(alice.words('media_unread')).waitFor();
    assert.deepEqual(await seriousFaults(alice.page), [], JSON.stringify(look));
    assert.ok(
      await dialog.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth),
      JSON.stringify(look),
    );
    await alice.losesNetwork();
    await send(alice, dialog);
    await card(alice).waitFor();
    assert.deepEqual(await seriousFaults(alice.page), [], JSON.stringify(look));
    await alice.findsNetwork();
    await receives(bob);
  }
});
