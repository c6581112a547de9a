// What can be done without a mouse, and what a screen reader is told.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createWorld } from '../support/world.ts';

test('U40 F52 what comes in is said: who, what and when; what was there before and the own messages are not', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  await bob.client.sendText(alice.account, 'from before');
  await alice.row('from before').waitFor();
  await alice.opens(bob);
  await alice.sees('from before');
  await alice.writes('my own');
  await alice.seesState('my own', 'Delivered');
  const log = alice.page.getByRole('log');
  await bob.client.sendText(alice.account, 'say *this*');
  await log.getByText('say this').waitFor();
  const said = (await log.textContent()) ?? '';
  assert.match(said, /^Bob: say this, \d\d:\d\d$/);
});

test('U38 U39 U41 with keys alone: a chat, a message, a reply to it, the list of keys, and back to the list', async t => {
  const world = await createWorld(t);
  const alice = await world.person('Alice');
  const { page } = alice;
  const [bob, carol] = [await world.friend('Bob'), await world.friend('Carol')];
  await bob.client.sendText(alice.account, 'first');
  await alice.row('Bob').waitFor();
  await carol.client.sendText(alice.account, 'second');
  await alice.row('Carol').waitFor();
  const press = (...keys: string[]) =>
    keys.reduce((done, key) => done.then(() => page.keyboard.press(key)), Promise.resolve());
  const isAt = (path: string) => page.waitForURL(url => url.pathname === path);

  await press('Alt+ArrowDown');
  await isAt(`/chat/${carol.account}`);
  await press('Alt+ArrowDown');
  await isAt(`/chat/${bob.account}`);
  await alice.sees('first');
  await page.waitForFunction(() => document.activeElement instanceof HTMLTextAreaElement);
  await page.keyboard.type('typed');
  await press('Enter');
  await alice.seesState('typed', 'Delivered');

  // The first one would edit what was typed last.
  await press('ArrowUp', 'ArrowUp', 'ArrowUp', 'r');
  await page.getByRole('button', { name: 'Cancel reply' }).waitFor();
  await page.keyboard.type('an answer');
  await press('Enter');
  await alice.seesState('an answer', 'Delivered');
  const answer = (await bob.client.messages(alice.account)).at(-1)!;
  assert.equal(answer.quote?.excerpt, 'first');

  await press('Control+/');
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await press('Control+.');
  await isAt(`/chat/${bob.account}/info`);
  await press('Escape');
  await isAt(`/chat/${bob.account}`);
  await press('Escape');
  await isAt('/');
  await press('Control+k');
  await page.waitForFunction(() => document.activeElement?.getAttribute('type') === 'search');
  await page.keyboard.type('car');
  await alice.row('Bob').waitFor({ state: 'detached' });
  assert.equal(await alice.row('Carol').isVisible(), true);
});

test('U41 where a message is deleted with keys, the focus is on the one beside it', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const { page } = alice;
  await alice.opens(bob);
  await alice.writes('first', 'second', 'third');
  await alice.seesState('third', 'Delivered');
  const deletes = async (text: string) => {
    await page.keyboard.press('Delete');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete for me' }).press('Enter');
    await alice.message(text).waitFor({ state: 'detached' });
  };
  const isAt = (text: string) =>
    page.waitForFunction(wanted => document.activeElement?.getAttribute('aria-label')?.includes(wanted), text);

  await alice.composer.press('ArrowUp');
  await alice.hasWritten('third');
  await page.keyboard.press('ArrowUp');
  await isAt('third');
  await page.keyboard.press('ArrowUp');
  await isAt('second');
  await deletes('second');
  await isAt('third');
  await deletes('third');
  await isAt('first');
  await deletes('first');
  await page.waitForFunction(() => document.activeElement instanceof HTMLTextAreaElement);
});

test('U8 U40 a chat is archived and brought back by the menu of its row, with keys', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const { page } = alice;
  await bob.client.sendText(alice.account, 'hello');
  await alice.row('Bob').focus();
  await page.keyboard.press('Shift+F10');
  const menu = page.getByRole('menu');
  await menu.waitFor();
  await page.keyboard.press('a');
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Archive chat');
  await page.keyboard.press('Enter');
  await alice.row('Bob').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).press('Enter');
  await alice.row('Bob').waitFor();
});
