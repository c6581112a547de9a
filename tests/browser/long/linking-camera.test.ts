// A second browser shows its code, and the first one's camera sees that screen.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Locator } from 'playwright-core';
import { createWorld } from '../support/world.ts';

const CAMERA = { width: 640, height: 480 };

test('U43 a browser is linked by the code that the camera of the first one sees', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-camera-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const camera = join(folder, 'seen.mjpeg');
  const world = await createWorld(t, { camera });
  const nora = await world.person('Nora');
  await nora.context.grantPermissions(['camera'], { origin: nora.network.url });
  const { page, words } = await world.stranger('Nora at work');
  await page.goto('/');
  await page.getByRole('button', { name: words('link_begin') }).click();
  const code = page.getByRole('img', { name: words('link_qr') });
  await code.waitFor();
  writeFileSync(camera, await seen(code)); // a film of one picture

  await nora.visits('/settings/devices');
  await nora.page.getByRole('button', { name: words('devices_link'), exact: true }).click();
  await nora.page.getByRole('button', { name: words('devices_link_scan') }).click();
  await nora.page.getByRole('button', { name: words('devices_link_action') }).click(); // once there is a code
  await page.getByRole('navigation', { name: words('chats_title') }).waitFor({ state: 'attached' });
  await nora.page.getByText(/^Chrom.* is linked/).waitFor();
});

/** What a camera has before it that is held to the screen. */
async function seen(code: Locator): Promise<Buffer> {
  const { x, y, width, height } = (await code.boundingBox())!;
  const clip = {
    x: Math.max(0, x + width / 2 - CAMERA.width / 2),
    y: Math.max(0, y + height / 2 - CAMERA.height / 2),
    ...CAMERA,
  };
  return code.page().screenshot({ type: 'jpeg', quality: 95, clip });
}
