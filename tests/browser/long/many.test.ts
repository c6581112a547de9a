// A chat of many messages and a list of many chats: what is in the document stays small, and nothing is ever blank.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { createWorld } from '../support/world.ts';

const MESSAGES = 10_000;
const CHATS = 200;
/** U45. */
const MOST_ROWS = 100;
const WHEELS = 40;
/** What the wheel has turned past, at the least: it waits for older messages now and then. */
const LEAST_MOVED = 500;

const rowsIn = (page: Page): Promise<number> => page.locator('[data-message]').count();

/** Something of the chat is where a person looks. */
function showsSomething(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const list = document.querySelector('[data-message]')?.closest('[role=list]')?.getBoundingClientRect();
    if (!list) return false;
    return [...document.querySelectorAll('[data-message]')].some(row => {
      const { top, bottom } = row.getBoundingClientRect();
      return bottom > list.top && top < list.bottom;
    });
  });
}

/** Of the messages that are looked at, the number of the first one. */
function lowestShown(page: Page): Promise<number> {
  return page.evaluate(() => {
    const list = document.querySelector('[data-messages]')!.getBoundingClientRect();
    const shown = [...document.querySelectorAll('[data-message]')].filter(row => {
      const { top, bottom } = row.getBoundingClientRect();
      return bottom > list.top && top < list.bottom;
    });
    return Math.min(...shown.map(row => Number(/number (\d+)/.exec(row.getAttribute('aria-label') ?? '')?.[1])));
  });
}

test(`U45 U11 a chat of ${MESSAGES} messages has few rows in the document, and is never blank`, async t => {
  const world = await createWorld(t, { env: { PARLEY_MAX_INBOX_ROWS: '100000' } });
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const { page } = alice;
  const texts = Array.from({ length: MESSAGES }, (_, i) => `number ${i + 1}`);
  const sent = await Promise.all(texts.map(text => bob.client.sendText(alice.account, text)));
  await bob.client.waitFor(sent.at(-1)!.id, 'delivered');
  await alice.opens(bob);
  await alice.sees('number 1');
  assert.ok((await rowsIn(page)) < MOST_ROWS);
  await page.getByRole('button', { name: /to the end|latest message/ }).click();
  await alice.sees(`number ${MESSAGES}`);
  await page.getByRole('list', { name: 'Messages' }).hover();
  const before = await lowestShown(page);
  for (let wheel = 0; wheel < WHEELS; wheel++) {
    await page.mouse.wheel(0, -1_500);
    await page.waitForFunction(() => new Promise(resolve => requestAnimationFrame(() => resolve(true))));
    assert.ok(await showsSomething(page), `blank after ${wheel + 1} turns of the wheel`);
    assert.ok((await rowsIn(page)) < MOST_ROWS);
  }
  const moved = before - (await lowestShown(page));
  assert.ok(moved > LEAST_MOVED, `${moved} messages further up`);
});

test(`U45 a list of ${CHATS} chats draws those that are seen`, async t => {
  const world = await createWorld(t);
  const alice = await world.person('Alice');
  for (let i = 1; i <= CHATS; i++) {
    const friend = await world.friend(`Friend ${i}`);
    await friend.client.sendText(alice.account, `hello from ${i}.`);
    await friend.client.whenSent();
    await friend.client.close();
  }
  await alice.row(`hello from ${CHATS}.`).waitFor();
  const rows = alice.page.getByRole('navigation', { name: 'Chats' }).getByRole('link');
  assert.ok((await rows.count()) < 60, `${await rows.count()} rows for ${CHATS} chats`);
  assert.equal(await alice.row('hello from 1.').count(), 0);
  await rows.first().focus();
  await alice.page.keyboard.press('End');
  await alice.row('hello from 1.').waitFor();
  assert.ok((await rows.count()) < 60);
});
