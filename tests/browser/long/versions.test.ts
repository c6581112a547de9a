// The app without its server, and a new version of it.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { buildWeb } from '../../../dev/build-web.ts';
import { webDist } from '../../../dev/web-sources.mjs';
import { wordsIn } from '../support/words.ts';
import { createWorld } from '../support/world.ts';

/** From then on the browser can do without the server. */
const kept = (page: Page): Promise<unknown> => page.evaluate(() => navigator.serviceWorker.ready);

test('U45 U34 the app opens without the server, at any of its addresses, with the chats that are there', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  await bob.client.sendText(alice.account, 'still here');
  await alice.row('Bob').waitFor();
  await kept(alice.page);
  await world.server.kill();
  alice.watch.allow(/ERR_|WebSocket connection|Failed to fetch/);
  await alice.visits(`/chat/${bob.account}`);
  await alice.sees('still here');
  await alice.writes('written without a server');
  await alice.seesState('written without a server', 'Waiting to be sent');
  await alice.page.reload();
  await alice.row('Bob').waitFor();
  await world.server.start();
  await alice.opens(bob);
  await alice.seesState('written without a server', 'Delivered');
});

test('U3 U45 a tab loads the texts of one language, and all tabs change to another without the server', async t => {
  const world = await createWorld(t);
  const alice = await world.person('Alice');
  const { page } = alice;
  const other = await alice.newTab();
  await other.page.getByRole('searchbox').waitFor();
  assert.deepEqual(await languagesLoaded(other.page), ['en']);
  await kept(page);
  await world.server.kill();
  alice.watch.allow(/ERR_|WebSocket connection|Failed to fetch/);
  await alice.visits('/settings/language');
  await page.getByRole('radio', { name: 'العربية' }).click();
  for (const tab of [page, other.page]) {
    await tab.getByRole('link', { name: wordsIn('ar')('shell_skip_to_chat') }).waitFor({ state: 'attached' });
    assert.equal(
      await tab.evaluate(() => `${document.documentElement.dir} ${document.documentElement.lang}`),
      'rtl ar',
    );
  }
  await page.getByRole('radio', { name: 'العربية', checked: true }).waitFor();
});

/** By the files that the tab itself has asked for; the service worker keeps those of all. */
const languagesLoaded = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    performance.getEntriesByType('resource').flatMap(({ name }) => /\/first-texts-(\w\w)-/.exec(name)?.[1] ?? []),
  );

test('U36 a new version is offered, taken up only on a click, and what was being written is still there', async t => {
  await buildWeb();
  const folder = mkdtempSync(join(tmpdir(), 'parley-web-'));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(webDist, folder, { recursive: true });
  const world = await createWorld(t, { env: { PARLEY_WEB: folder } });
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const { page } = alice;
  await alice.opens(bob);
  await kept(page);
  const other = await alice.newTab();
  await other.page.evaluate(() => Object.assign(globalThis, { stayed: true }));
  await page.evaluate(() => Object.assign(globalThis, { stayed: true }));
  await alice.composer.pressSequentially('half a sent');
  release(folder);
  await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
  const offer = page.getByText('A new version of Parley is ready');
  await offer.waitFor();
  await alice.composer.pressSequentially('ence');
  assert.equal(await stayed(page), true, 'it has not reloaded by itself');
  assert.equal(await waits(page), true, 'the old version still runs');
  const loaded = page.waitForEvent('load');
  await page.getByRole('button', { name: 'Reload' }).click();
  await loaded;
  assert.equal(await stayed(page), false);
  await page.waitForFunction(() => document.querySelector('textarea')?.value === 'half a sentence');
  assert.equal(await stayed(other.page), true, 'another tab is not reloaded by it');
  assert.equal(await waits(page), false);
  const otherLoaded = other.page.waitForEvent('load');
  await other.page.getByRole('button', { name: 'Reload' }).click();
  await otherLoaded;
});

const stayed = (page: Page): Promise<boolean> => page.evaluate(() => 'stayed' in globalThis);

/** A new version has been fetched and is not in use. */
const waits = (page: Page): Promise<boolean> =>
  page.evaluate(async () => (await navigator.serviceWorker.ready).waiting !== null);

/** As `npm run build:web` would after a change: another list of files, another service worker. */
function release(folder: string): void {
  const path = join(folder, 'service-worker.js');
  writeFileSync(path, readFileSync(path, 'utf8').replace(/"version":"\w+"/, '"version":"next"'));
  for (const packed of ['br', 'gz']) rmSync(`${path}.${packed}`, { force: true });
}
