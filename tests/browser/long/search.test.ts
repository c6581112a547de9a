// Looking for what was said: everywhere, and in one chat.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator } from 'playwright-core';
import type { Person } from '../support/person.ts';
import { createWorld } from '../support/world.ts';

const hits = (person: Person) => person.page.getByRole('region', { name: 'Messages', exact: true }).getByRole('link');

/** Waits until the match in that message is drawn as one. */
const isMarked = (person: Person, text: string) =>
  person.page.waitForFunction(wanted => {
    const ranges = [...(CSS.highlights.get('search') ?? [])] as Range[];
    return ranges.some(range => range.startContainer.textContent === wanted && String(range) === 'needle');
  }, text);

test('F50 U9 U38 a word in a sentence without spaces and the beginning of a word are found, and lead to the message', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const { client } = bob;
  // Far from the end of the chat, and from the first unread one, where it opens without a search.
  const fillers = Array.from({ length: 120 }, (_, i) => `filler ${i}`);
  for (const text of ['我家在上海东边。', ...fillers.slice(0, 60), 'testing this *now*', ...fillers.slice(60)])
    await client.sendText(alice.account, text);
  await alice.row('Bob').getByText('filler 119').waitFor();
  const { page } = alice;
  await page.keyboard.press('Control+f');
  await page.waitForFunction(() => document.activeElement?.getAttribute('type') === 'search');
  await page.keyboard.type('上海');
  assert.equal(await hits(alice).locator('mark').textContent(), '上海');
  await page.getByRole('searchbox', { name: 'Search' }).fill('TÉST');
  await hits(alice).filter({ hasText: 'testing this' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await alice.sees('testing this now');
  assert.ok(await alice.message('testing this now').isVisible());
  assert.match(page.url(), /\/chat\/[^/]+\?at=/);
});

test('U9 names come first, what comes in is found at once, what was deleted is not', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob Bauer')];
  await bob.client.sendText(alice.account, 'about bauhaus');
  await alice.row('Bob Bauer').waitFor();
  const box = alice.page.getByRole('searchbox', { name: 'Search' });
  await box.fill('bau');
  await alice.row('Bob Bauer').waitFor();
  await hits(alice).filter({ hasText: 'about bauhaus' }).waitFor();
  const top = async (place: Locator): Promise<number> => (await place.boundingBox())!.y;
  assert.ok((await top(alice.row('Bob Bauer'))) < (await top(hits(alice).first())));
  await bob.client.sendText(alice.account, 'bauxite too');
  await hits(alice).filter({ hasText: 'bauxite too' }).waitFor();
  await hits(alice).filter({ hasText: 'about bauhaus' }).click();
  await alice.message('about bauhaus').click({ button: 'right' });
  await alice.page.getByRole('menuitem', { name: 'Delete for me' }).click();
  await alice.page
    .getByRole('dialog')
    .getByRole('button', { name: /Delete/ })
    .click();
  await hits(alice).filter({ hasText: 'about bauhaus' }).waitFor({ state: 'detached' });
  await box.fill('zzz');
  await alice.page.getByText('No chats and no messages found').waitFor();
});

test('U9 of what is found, one’s own is called so, and nobody else’s, in a group too', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const { id } = await bob.client.createGroup({ name: 'Climbing', members: [alice.account] });
  await bob.client.sendText(id, 'a rope of his');
  await alice.row('Climbing').click();
  await alice.writes('a rope of mine');
  await alice.page.getByRole('searchbox', { name: 'Search' }).fill('rope');
  await hits(alice).filter({ hasText: 'You: a rope of mine' }).waitFor();
  const his = hits(alice).filter({ hasText: 'a rope of his' });
  assert.doesNotMatch((await his.textContent())!, /You: /);
});

test('U38 search in one chat goes from match to match, marks them, and ends with Esc', async t => {
  const world = await createWorld(t);
  const [alice, bob, carol] = [await world.person('Alice'), await world.friend('Bob'), await world.friend('Carol')];
  await carol.client.sendText(alice.account, 'needle elsewhere');
  for (let i = 0; i < 90; i++) await bob.client.sendText(alice.account, i % 40 === 0 ? `needle ${i}` : `hay ${i}`);
  await alice.row('Bob').getByText('hay 89').waitFor();
  await alice.opens(bob);
  const { page } = alice;
  await alice.composer.press('Control+Shift+f');
  const box = page.getByRole('searchbox', { name: 'Search in this chat' });
  await box.fill('needle');
  await page.getByText('1 of 3').waitFor();
  await alice.sees('needle 80');
  await isMarked(alice, 'needle 80');
  await box.press('Enter');
  await page.getByText('2 of 3').waitFor();
  await alice.sees('needle 40');
  await isMarked(alice, 'needle 40');
  await page.getByRole('button', { name: 'Older match' }).click();
  await page.getByText('3 of 3').waitFor();
  await alice.sees('needle 0');
  assert.ok(await page.getByRole('button', { name: 'Older match' }).isDisabled());
  await box.press('Shift+Enter');
  await page.getByText('2 of 3').waitFor();
  await box.press('Escape');
  await box.waitFor({ state: 'detached' });
  await page.keyboard.type('an answer');
  assert.equal(await alice.composer.inputValue(), 'an answer', 'the composer has the focus again');
});
