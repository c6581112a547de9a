// Files from the browser: made ready on the device, looked at before they go, sent through whatever the network does.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Attachment, Message } from '@parley/client';
import type { Locator, Page } from 'playwright-core';
import { seriousFaults } from './support/axe.ts';
import { CAMERA, jpegWithNotes, pngWithNotes } from './support/camera-notes.ts';
import type { Person } from './support/person.ts';
import { fourFields } from './support/pictures.ts';
import { createWorld, type Friend, type World } from './support/world.ts';

interface Chosen {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

interface Scene {
  readonly world: World;
  readonly alice: Person;
  readonly bob: Friend;
  readonly dialog: Locator;
}

async function aliceWithBob(t: TestContext, browser = {}): Promise<Scene> {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice', browser), await world.friend('Bob')];
  await bob.client.sendText(alice.account, 'Hello');
  await alice.row('Bob').waitFor();
  await alice.opens(bob);
  return { world, alice, bob, dialog: alice.page.getByRole('dialog') };
}

async function choose(
  { page, words }: Person,
  what: 'media_visuals' | 'media_document',
  files: Chosen[],
): Promise<void> {
  await page.locator(`input[type=file][aria-label="${words(what)}"]`).setInputFiles(files);
}

async function send({ words }: Person, dialog: Locator): Promise<void> {
  await dialog.getByRole('button', { name: words('composer_send'), exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

interface Received {
  readonly message: Message;
  readonly files: readonly (Attachment & { readonly bytes: Buffer })[];
}

const inboxes = new WeakMap<Friend, AsyncIterator<Message>>();

/** The next message with files that reaches the friend. */
async function receives(friend: Friend): Promise<Received> {
  const { client } = friend;
  const inbox = inboxes.get(friend) ?? client.incoming();
  inboxes.set(friend, inbox);
  for (let next = await inbox.next(); !next.done; next = await inbox.next()) {
    const message = next.value;
    if (!message.attachments) continue;
    const files = message.attachments.map(async (file, i) => {
      const stream = await client.openAttachment(message.id, i);
      return { ...file, bytes: Buffer.from(await new Response(stream as ReadableStream).arrayBuffer()) };
    });
    return { message, files: await Promise.all(files) };
  }
  throw new Error('nothing came');
}

interface Seen {
  readonly width: number;
  readonly height: number;
  /** In the middle of each quarter. */
  readonly fields: readonly (readonly [red: number, green: number, blue: number, alpha: number])[];
}

/** As the bytes say, whatever notes say of the way up. */
function decoded(page: Page, bytes: Uint8Array): Promise<Seen> {
  return page.evaluate(
    async given => {
      const bitmap = await createImageBitmap(new Blob([Uint8Array.from(given)]), { imageOrientation: 'none' });
      const { width, height } = bitmap;
      const context = new OffscreenCanvas(width, height).getContext('2d')!;
      context.drawImage(bitmap, 0, 0);
      const at = (x: number, y: number) =>
        [...context.getImageData(Math.floor(x * width), Math.floor(y * height), 1, 1).data] as never;
      return { width, height, fields: [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)] };
    },
    [...bytes],
  );
}

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

const card = ({ page, words }: Person): Locator =>
  page.getByRole('list', { name: words('media_sendings') }).getByRole('listitem');

const note = (name: string, bytes = 1_000): Chosen => ({
  name,
  mimeType: 'text/plain',
  buffer: Buffer.alloc(bytes, name),
});

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

async function record({ page, words, context, network }: Person): Promise<Locator> {
  await context.grantPermissions(['microphone'], { origin: network.url });
  await page.getByRole('button', { name: words('record_start') }).click();
  const bar = page.getByRole('group', { name: words('record_running') });
  await bar.getByRole('timer').filter({ hasText: '0:02' }).waitFor();
  return bar;
}

test('U27 U32 a voice message is recorded where nothing is written, with what it sounds like, and plays', async t => {
  const { alice, bob } = await aliceWithBob(t);
  const { page, words } = alice;
  const bar = await record(alice);
  await page.waitForFunction(
    () => Number(document.querySelector<SVGElement>('[data-loudness]')?.dataset.loudness) > 0.2,
  );
  assert.deepEqual(await seriousFaults(page), []);
  await bar.getByRole('button', { name: words('record_pause') }).click();
  const paused = await bar.getByRole('timer').textContent();
  await bar.getByRole('button', { name: words('record_resume') }).click();
  await bar.getByRole('timer').filter({ hasNotText: paused! }).waitFor();
  await bar.getByRole('button', { name: words('record_send') }).click();
  await bar.waitFor({ state: 'detached' });
  assert.equal(await alice.composer.evaluate(field => field === document.activeElement), true);
  const [voice] = (await receives(bob)).files;
  assert.deepEqual([voice?.name, voice?.type], ['voice-message.webm', 'audio/webm']);
  assert.ok(voice!.durationMs! > 2_000 && voice!.durationMs! < 30_000, `${voice?.durationMs} ms`);
  assert.ok(voice!.waveform!.length <= 256 && Math.max(...voice!.waveform!) > 50, `${voice?.waveform}`);
  const seconds = await page.evaluate(
    async bytes => (await new AudioContext().decodeAudioData(Uint8Array.from(bytes).buffer)).duration,
    [...voice!.bytes],
  );
  assert.ok(Math.abs(seconds * 1_000 - voice!.durationMs!) < 400, `${seconds} s of sound in ${voice?.durationMs} ms`);
  await page
    .getByRole('listitem', { name: words('files_voice') })
    .getByRole('button', { name: words('voice_play') })
    .click();
  await page.getByRole('button', { name: words('voice_pause') }).waitFor();
});

test('U32 a recording is thrown away with its button and with Esc; one that is held is sent when it is let go', async t => {
  const { alice, bob } = await aliceWithBob(t);
  const { page, words } = alice;
  const bar = await record(alice);
  await bar.getByRole('button', { name: words('record_cancel') }).click();
  await bar.waitFor({ state: 'detached' });
  await record(alice);
  await page.keyboard.press('Escape');
  await bar.waitFor({ state: 'detached' });

  const microphone = page.getByRole('button', { name: words('record_start') });
  await microphone.hover();
  await page.mouse.down();
  await page.getByText(words('record_hold')).waitFor();
  await bar.getByRole('timer').filter({ hasText: '0:02' }).waitFor();
  const { x, y } = (await bar.boundingBox())!;
  await page.mouse.move(x + 10, y, { steps: 4 });
  await bar.waitFor({ state: 'detached' });
  await page.mouse.up();

  await microphone.hover();
  await page.mouse.down();
  await bar.getByRole('timer').filter({ hasText: '0:01' }).waitFor();
  await page.mouse.up();
  await bar.waitFor({ state: 'detached' });
  const { files } = await receives(bob);
  assert.ok(files[0]!.durationMs! < 5_000);
  assert.equal((await bob.client.messages(alice.account)).filter(({ attachments }) => attachments).length, 1);
});

test('U32 who does not let the page use the microphone is told how to', async t => {
  const { alice } = await aliceWithBob(t);
  const { page, words } = alice;
  await page.getByRole('button', { name: words('record_start') }).press('Enter');
  await page.getByText(words('record_denied')).waitFor();
  await page.getByRole('button', { name: words('record_start') }).waitFor();
});
