// Photos and voice between browsers, in a group of three: what one sends is seen and heard by the others, both ways.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CAMERA, jpegWithNotes } from '../support/camera-notes.ts';
import type { Person } from '../support/person.ts';
import { fourFields } from '../support/pictures.ts';
import { createWorld, type Friend } from '../support/world.ts';

const FIELDS = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 255],
];

/** Size and pixels of a picture that the person is shown. */
async function shownPicture({ page, words }: Person, at: number) {
  const image = page
    .getByRole('button', { name: words('files_open_photo') })
    .nth(at)
    .locator('img[src^=blob]');
  await image.waitFor();
  return image.evaluate(async element => {
    const shown = element as HTMLImageElement;
    await shown.decode();
    const { naturalWidth: width, naturalHeight: height } = shown;
    const context = new OffscreenCanvas(width, height).getContext('2d')!;
    context.drawImage(shown, 0, 0);
    const at = (x: number, y: number) => [...context.getImageData(x * width, y * height, 1, 1).data.slice(0, 3)];
    const fields = [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)];
    return { width, height, fields };
  });
}

/** A photo as a camera notes it down that was held upright, with where it was taken. */
async function sendsPhoto({ page, words }: Person): Promise<void> {
  const { bytes } = await fourFields(page, 800, 500, 'image/jpeg');
  const buffer = jpegWithNotes(bytes, 1);
  assert.ok(buffer.includes(CAMERA));
  const chooser = page.locator(`input[type=file][aria-label="${words('media_visuals')}"]`);
  await chooser.setInputFiles([{ name: 'IMG 1.jpeg', mimeType: 'image/jpeg', buffer }]);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: words('composer_send'), exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
}

async function seesPhoto(person: Person, at: number): Promise<void> {
  const { width, height, fields } = await shownPicture(person, at);
  assert.deepEqual([width, height], [800, 500]);
  for (const [i, wanted] of FIELDS.entries()) {
    assert.ok(
      wanted.every((value, part) => Math.abs(value - fields[i]![part]!) < 12),
      `${person.name}: ${fields[i]}`,
    );
  }
}

async function sendsVoice({ page, words, context, network }: Person): Promise<void> {
  await context.grantPermissions(['microphone'], { origin: network.url });
  await page.getByRole('button', { name: words('record_start') }).click();
  const bar = page.getByRole('group', { name: words('record_running') });
  await bar.getByRole('timer').filter({ hasText: '0:02' }).waitFor();
  await bar.getByRole('button', { name: words('record_send') }).click();
  await bar.waitFor({ state: 'detached' });
}

/** Its place among the voices of the chat, from 0. */
async function hears({ page, words }: Person, at: number): Promise<void> {
  const voice = page.getByRole('listitem', { name: words('files_voice') }).nth(at);
  await voice.getByRole('button', { name: words('voice_play') }).click();
  await voice.getByRole('button', { name: words('voice_pause') }).waitFor();
}

/** What every member gets has nothing of what the cameras noted. */
async function hasNoNotes({ client }: Friend, photos: number): Promise<void> {
  const seen: Buffer[] = [];
  for await (const { id, attachments = [] } of client.incoming()) {
    if (!attachments[0]?.type.startsWith('image/')) continue;
    const stream = await client.openAttachment(id, 0);
    seen.push(Buffer.from(await new Response(stream as ReadableStream).arrayBuffer()));
    if (seen.length === photos) break;
  }
  for (const bytes of seen) assert.ok(!bytes.includes(CAMERA) && !bytes.includes('Exif'));
}

test('F43 F45 U21 U22 in a group of three browsers, photos arrive upright without a place and voices are heard, both ways', async t => {
  const world = await createWorld(t);
  const host = await world.friend('Host');
  const [alice, bob] = [await world.person('Alice'), await world.person('Bob')];
  const cat = await world.person('Cat');
  const members = [alice, bob, cat].map(({ account }) => account);
  await host.client.createGroup({ name: 'Climbing', members });
  for (const person of [alice, bob, cat]) await person.row('Climbing').click();
  await sendsPhoto(alice);
  for (const person of [bob, cat]) await seesPhoto(person, 0);
  await sendsVoice(bob);
  for (const person of [alice, cat]) await hears(person, 0);
  await sendsPhoto(cat);
  for (const person of [alice, bob]) await seesPhoto(person, 1);
  await sendsVoice(alice);
  for (const person of [bob, cat]) await hears(person, 1);
  await hasNoNotes(host, 2);
});
