// Files that come, and files that are about to go.
import type { Client } from '@parley/client';
import { landscape } from '../../tests/browser/support/landscape.ts';
import { accountOn, type Shoot } from './shoot.ts';

/** What others have sent beside text. */
export async function filesIn(peer: Client, { page, words, take }: Shoot): Promise<void> {
  const account = await accountOn(page);
  const waveform = Uint8Array.from({ length: 90 }, (_, i) => Math.abs(Math.sin(i / 6) * Math.cos(i / 2)) * 220 + 20);
  const voice = {
    source: new Blob([new Uint8Array(9_000)]),
    name: 'voice.webm',
    type: 'audio/webm',
    durationMs: 23_000,
  };
  const pdf = { source: new Blob([new Uint8Array(83_000)]), name: 'Stalls on Saturday.pdf', type: 'application/pdf' };
  await peer.sendFiles(account, [await landscape(page, 1_200, 800, 0)], { text: 'Last year it looked like *this*' });
  await peer.sendFiles(account, [{ ...voice, waveform }]);
  await peer.sendFiles(account, [pdf]);
  const pictures = [1, 2, 3].map(season => landscape(page, 800, 800, season));
  await peer.sendFiles(account, await Promise.all(pictures));
  await peer.whenSent();
  const opened = page.getByRole('button', { name: words('files_open_photo') });
  await opened.nth(2).waitFor();
  await take('chat-files');
  await opened.last().click();
  await page
    .getByRole('dialog')
    .getByRole('img', { name: words('files_photo') })
    .waitFor();
  await take('viewer');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

/** What is looked at before it is sent, and a voice message that is being recorded. */
export async function filesFrom({ page, words, take }: Shoot): Promise<void> {
  const pictures = await Promise.all([landscape(page, 1_200, 800, 1), landscape(page, 800, 1_200, 2)]);
  const files = pictures.map(async ({ name, type, source }) => {
    return { name, mimeType: type, buffer: Buffer.from(await (source as Blob).arrayBuffer()) };
  });
  const pdf = { name: 'Stalls on Saturday.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(83_000) };
  const chooser = page.locator(`input[type=file][aria-label="${words('media_visuals')}"]`);
  await chooser.setInputFiles([...(await Promise.all(files)), pdf]);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('img').nth(1).waitFor();
  await dialog.getByRole('textbox', { name: words('media_caption') }).fill('From last Saturday');
  await take('attach');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await page.context().grantPermissions(['microphone']);
  await page.getByRole('button', { name: words('record_start') }).click();
  await page.getByRole('timer').filter({ hasText: '0:03' }).waitFor();
  await page.getByRole('button', { name: words('record_pause') }).click();
  await take('recording');
  await page.getByRole('button', { name: words('record_cancel') }).click();
}
