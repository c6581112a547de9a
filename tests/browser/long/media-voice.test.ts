// Voice messages are recorded in the browser.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator } from 'playwright-core';
import { aliceWithBob, receives } from '../support/attaching.ts';
import { seriousFaults } from '../support/axe.ts';
import type { Person } from '../support/person.ts';

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
