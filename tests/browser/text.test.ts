// Texts that try to look like something else, and links (F48, U20, U44).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator } from 'playwright-core';
import { createWorld } from './support/world.ts';

/** Its characters stand from left to right, as they were meant to. */
async function readsForward(element: Locator): Promise<boolean> {
  return element.evaluate(root => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const lefts: number[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (let at = 0; at < node.textContent!.length; at++) {
        const range = document.createRange();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        lefts.push(range.getBoundingClientRect().left);
      }
    }
    return lefts.length > 1 && lefts.every((left, i) => i === 0 || left >= lefts[i - 1]!);
  });
}

test('F48 characters that turn the direction turn nothing but the text they are in', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const tricks = ['open \u202efdp.exe', '\u2067\u2067never closed', '\u200f\u202e', 'مرحبا hello'];
  for (const text of tricks) await bob.client.sendText(alice.account, text);
  await bob.client.sendText(alice.account, 'a plain one');
  await alice.opens(bob);
  await alice.sees('a plain one');
  const rows = alice.page.locator('[data-message]');
  assert.equal(await rows.count(), tricks.length + 1);
  for (const row of await rows.all())
    assert.equal(await readsForward(row.locator('time')), true, 'the time is as it was');
  assert.equal(await readsForward(rows.last().getByText('a plain one', { exact: true })), true, 'so is what follows');
  // In the list the same text stands between name and time.
  await bob.client.sendText(alice.account, 'cod.\u202egpj');
  const row = alice.row('Bob');
  await row.filter({ hasText: 'gpj' }).waitFor();
  assert.equal(await readsForward(row.locator('time')), true);
  assert.equal(await readsForward(row.getByText('Bob', { exact: true })), true);
});

test('U20 U44 links lead where they say, tell nobody, and are asked about when they look like another', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  for (const text of [
    'see https://example.org/a?b=1.',
    'not a link: javascript:alert(1)',
    '<b>bold</b> & <img src=x>',
  ]) {
    await bob.client.sendText(alice.account, text);
  }
  await bob.client.sendText(alice.account, 'your bank: https://раураl.com/login');
  await alice.opens(bob);
  const list = alice.page.getByRole('list', { name: 'Messages' });
  const link = list.getByRole('link', { name: /example\.org/ });
  assert.equal(await link.getAttribute('href'), 'https://example.org/a?b=1');
  for (const word of ['noopener', 'noreferrer']) assert.match((await link.getAttribute('rel')) ?? '', new RegExp(word));
  await alice.sees('<b>bold</b> & <img src=x>'); // as it was written, not as markup
  assert.equal(await list.locator('b, img[src=x], a[href^=javascript]').count(), 0);

  await list.getByText('раураl.com').click();
  const question = alice.page.getByRole('dialog', { name: 'Open this link?' });
  await question.getByText('xn--').waitFor();
  await alice.page.keyboard.press('Escape');
  await question.waitFor({ state: 'hidden' });
  assert.equal(alice.context.pages().length, 1, 'nothing was opened');
});
