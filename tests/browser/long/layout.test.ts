// How the app uses a window: three columns or one, narrow, and from right to left.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { createWorld } from '../support/world.ts';

const NARROW = { viewport: { width: 320, height: 640 } };

async function sideways(page: Page): Promise<number> {
  return page.evaluate(() => {
    const wide = [...document.querySelectorAll('*')].filter(element => {
      const { overflowX } = getComputedStyle(element);
      return (overflowX === 'auto' || overflowX === 'scroll') && element.scrollWidth > element.clientWidth + 1;
    });
    return Math.max(document.scrollingElement!.scrollWidth - innerWidth, 0) + wide.length;
  });
}

test('U2 at 320 px nothing scrolls sideways, and the composer is on the screen', async t => {
  const world = await createWorld(t);
  const stranger = await world.stranger('Nora', NARROW);
  await stranger.visits('/');
  await stranger.page.getByRole('button', { name: 'Next' }).waitFor();
  assert.equal(await sideways(stranger.page), 0, 'the way in');

  const [alice, bob] = [await world.person('Alice', NARROW), await world.friend('Bob')];
  const long = `https://example.org/${'a'.repeat(200)} ${'Donaudampfschifffahrt'.repeat(12)}`;
  await bob.client.sendText(alice.account, long);
  await alice.row('Bob').waitFor();
  assert.equal(await sideways(alice.page), 0, 'the list');
  await alice.opens(bob);
  await alice.page.getByRole('link', { name: /example\.org/ }).waitFor();
  assert.equal(await sideways(alice.page), 0, 'a chat with words that do not end');
  const box = (await alice.composer.boundingBox())!;
  assert.ok(box.y + box.height <= 640 && box.x >= 0 && box.x + box.width <= 320);
  const places = ['/new', '/archived', '/starred', '/settings', `/chat/${bob.account}/info`];
  const pages = ['profile', 'account', 'notifications', 'appearance', 'language', 'storage', 'shortcuts', 'about'];
  for (const path of [...places, ...pages.map(page => `/settings/${page}`)]) {
    await alice.visits(path);
    await alice.page.getByRole('heading').first().waitFor();
    assert.equal(await sideways(alice.page), 0, path);
  }
});

test('U1 a narrow window has one column and Back, a wide one has list, chat and info side by side', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice', NARROW), await world.friend('Bob')];
  const { page } = alice;
  const list = page.getByRole('navigation', { name: 'Chats' });
  const info = page.getByRole('complementary', { name: 'Contact info' });
  await bob.client.sendText(alice.account, 'hello');
  await alice.opens(bob);
  await alice.sees('hello');
  assert.equal(await list.isVisible(), false, 'the chat alone');
  assert.equal(new URL(page.url()).pathname, `/chat/${bob.account}`);
  await page.goBack();
  await list.waitFor();
  await alice.opens(bob);
  await page.getByRole('button', { name: 'Back' }).click();
  await list.waitFor();
  await alice.visits(`/chat/${bob.account}/info`);
  await info.waitFor();
  assert.equal(await alice.composer.isVisible(), false, 'info alone');

  await page.setViewportSize({ width: 1400, height: 800 });
  for (const column of [list, alice.composer, info]) await column.waitFor();
  const [a, b, c] = await Promise.all([list, alice.composer, info].map(column => column.boundingBox()));
  assert.ok(a!.x + a!.width <= b!.x && b!.x + b!.width <= c!.x, 'side by side, in this order');
});

test('U3 in Arabic all is mirrored, but numbers, ticks and texts of another direction are not', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice', { locale: 'ar' }), await world.friend('Bob')];
  const { page, words } = alice;
  await bob.client.sendText(alice.account, 'left to right, 3 < 4.');
  await alice.opens(bob);
  await alice.writes('مرحبا بالعالم');
  await alice.message('مرحبا بالعالم').waitFor();
  assert.equal(await page.evaluate(() => `${document.documentElement.dir} ${document.documentElement.lang}`), 'rtl ar');
  const list = (await page.getByRole('navigation', { name: words('chats_title') }).boundingBox())!;
  const composer = (await alice.composer.boundingBox())!;
  assert.ok(list.x > composer.x, 'the list is at the right');
  const bubble = (text: string) => page.locator('[data-message]').getByText(text, { exact: true });
  const leftOf = (text: string) =>
    bubble(text).evaluate(element => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return range.getBoundingClientRect().left;
    });
  assert.ok((await leftOf('مرحبا بالعالم')) < (await leftOf('left to right, 3 < 4.')), 'own messages are at the left');
  const directions = await bubble('left to right, 3 < 4.').evaluate(text => {
    const range = document.createRange();
    const node = document.createTreeWalker(text, NodeFilter.SHOW_TEXT).nextNode()!;
    const left = (at: number): number => {
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return range.getBoundingClientRect().left;
    };
    return left(0) < left(node.textContent!.length - 1);
  });
  assert.equal(directions, true, 'the full stop of an English sentence is at its right');
  await alice.visits('/settings');
  const phone = page.locator('bdi[dir=ltr]').first();
  assert.match((await phone.textContent()) ?? '', /^\+1/);
});
