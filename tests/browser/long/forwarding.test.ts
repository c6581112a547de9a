// Messages passed on: to whom, in which order, and what they say of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator } from 'playwright-core';
import { seriousFaults } from '../support/axe.ts';
import type { Person } from '../support/person.ts';
import { photo } from '../support/pictures.ts';
import { createWorld, type Friend, type World } from '../support/world.ts';

interface Parts {
  readonly alice: Person;
  readonly bob: Friend;
  readonly cat: Friend;
  readonly group: string;
}

/** Bob has written to Alice, who knows Cat too, and the three have a group. */
async function meet(world: World, browser = {}): Promise<Parts> {
  const [alice, bob, cat] = [
    await world.person('Alice', browser),
    await world.friend('Bob'),
    await world.friend('Cat'),
  ];
  await cat.client.sendText(alice.account, 'hello Alice');
  await bob.client.sendText(alice.account, 'look at this');
  const { id: group } = await bob.client.createGroup({ name: 'Climbing', members: [alice.account, cat.account] });
  for (const row of ['hello Alice', 'look at this', 'Climbing']) await alice.row(row).waitFor();
  return { alice, bob, cat, group };
}

const dialog = ({ page }: Person): Locator => page.getByRole('dialog');
const chosen = (person: Person, name: string): Locator =>
  dialog(person).getByRole('checkbox', { name: new RegExp(name) });
const says = ({ words, page }: Person, text: string): Locator =>
  page.getByRole('listitem', { name: new RegExp(`${text}.*, ${words('message_forwarded')}$`) });

async function forwards(person: Person, text: string): Promise<void> {
  await person.message(text).click({ button: 'right' });
  await person.page.getByRole('menuitem', { name: person.words('message_forward') }).click();
  await dialog(person).waitFor();
}

const send = (person: Person): Locator => dialog(person).getByRole('button', { name: person.words('composer_send') });

/** The names of both stand in the row of their group too. */
async function reads(person: Person, { account }: Friend): Promise<void> {
  await person.visits(`/chat/${account}`);
  await person.composer.waitFor();
}

/** What the last messages of a chat are for somebody there, once it has so many. */
async function received({ client }: Friend, chat: string, count: number) {
  const read = async () =>
    (await client.messages(chat as Friend['account'])).filter(({ forwarded, notice }) => forwarded && !notice);
  for (;;) {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const stop = client.on('message', resolve);
    const messages = await read();
    if (messages.length < count) await promise;
    stop();
    if (messages.length >= count) return messages;
  }
}

test('U16 U19 a text and a photo go to a person and a group in their order, and say that they were forwarded', async t => {
  const world = await createWorld(t);
  const { alice, bob, cat, group } = await meet(world);
  const { page, words } = alice;
  await bob.client.sendFiles(alice.account, [await photo(page, 400, 300)]);
  await reads(alice, bob);
  await alice.message('📷 Photo').waitFor();
  await alice.message('look at this').click({ button: 'right' });
  await page.getByRole('menuitem', { name: words('message_select') }).click();
  await alice.message('📷 Photo').click();
  await page
    .getByRole('toolbar')
    .getByRole('button', { name: words('message_forward') })
    .click();
  await dialog(alice).getByRole('heading', { name: 'Forward 2 messages' }).waitFor();
  assert.equal(await send(alice).isDisabled(), true);
  await chosen(alice, 'Cat').check();
  await dialog(alice).getByRole('searchbox').fill('climb');
  await chosen(alice, 'Cat').waitFor({ state: 'detached' });
  await chosen(alice, 'Climbing').check();
  await dialog(alice).getByText('2 of 5 chosen').waitFor();
  await send(alice).click();
  await dialog(alice).waitFor({ state: 'detached' });
  await page.getByText(/Forwarded to .*Cat.* and .*Climbing/).waitFor();
  assert.equal(await page.getByRole('toolbar').count(), 0, 'nothing is selected any more');

  for (const [friend, chat] of [
    [cat, alice.account],
    [bob, group],
  ] as const) {
    const [text, picture] = await received(friend, chat, 2);
    assert.equal(text?.text, 'look at this');
    assert.equal(picture?.attachments?.length, 1);
  }
  await reads(alice, cat);
  await says(alice, 'look at this').waitFor();
  await says(alice, 'Photo').getByText(words('message_forwarded')).waitFor();
});

test('U19 one’s own message says nothing, five chats are the most, and one chat is gone to', async t => {
  const world = await createWorld(t);
  const { alice, bob } = await meet(world);
  for (const name of ['Dan', 'Eve', 'Fay']) {
    const friend = await world.friend(name);
    await friend.client.sendText(alice.account, `from ${name}`);
    await alice.row(`from ${name}`).waitFor();
  }
  await reads(alice, bob);
  await alice.writes('my own words');
  await alice.seesState('my own words', 'Delivered');
  await forwards(alice, 'my own words');
  for (const name of ['Bob', 'Cat', 'Dan', 'Eve', 'Fay']) await chosen(alice, name).check();
  await chosen(alice, 'Climbing').click({ force: true });
  assert.equal(await chosen(alice, 'Climbing').isChecked(), false);
  assert.equal(await chosen(alice, 'Climbing').isDisabled(), true);
  for (const name of ['Bob', 'Cat', 'Dan', 'Eve', 'Fay']) await chosen(alice, name).uncheck();
  await chosen(alice, alice.words('chat_note_to_self')).check();
  await send(alice).click();
  await alice.page.waitForURL(url => url.pathname === `/chat/${alice.account}`);
  await alice.seesState('my own words', 'Read');
  assert.equal(await says(alice, 'my own words').count(), 0);
});

test('D4 U19 what could not be forwarded is said and can be sent again, and what was forwarded is there once', async t => {
  const world = await createWorld(t);
  const { alice, bob, cat } = await meet(world);
  const { page, words } = alice;
  await bob.client.sendFiles(alice.account, [await photo(page, 400, 300)]);
  await reads(alice, bob);
  await alice.message('📷 Photo').waitFor();
  await alice.message('look at this').click({ button: 'right' });
  await page.getByRole('menuitem', { name: words('message_select') }).click();
  await alice.message('📷 Photo').click();
  await page
    .getByRole('toolbar')
    .getByRole('button', { name: words('message_forward') })
    .click();
  await chosen(alice, 'Cat').check();
  await alice.losesNetwork();
  await send(alice).click();
  await dialog(alice).getByRole('alert').waitFor();
  await alice.findsNetwork();
  await send(alice).click();
  await page.waitForURL(url => url.pathname === `/chat/${cat.account}`);
  const messages = await received(cat, alice.account, 2);
  assert.deepEqual(
    messages.map(({ text }) => text),
    ['look at this', ''],
  );
});

test('U19 U40 with keys alone: a message is forwarded, and Escape gives the focus back to it', async t => {
  const world = await createWorld(t);
  const { alice, bob, cat } = await meet(world);
  const { page } = alice;
  const press = async (...keys: string[]): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
  const focused = (selector: string) =>
    page.waitForFunction(wanted => document.activeElement?.matches(wanted), selector);
  await reads(alice, bob);
  await alice.sees('look at this');
  await alice.composer.focus();
  const asks = async (): Promise<void> => {
    await focused('[data-message]');
    await press('Enter', 'ArrowDown', 'ArrowDown', 'Enter');
    await focused('dialog input[type=search]');
  };
  await press('ArrowUp');
  await asks();
  await press('Escape');
  await asks();
  await page.keyboard.type('cat');
  await chosen(alice, 'Bob').waitFor({ state: 'detached' });
  await press('Tab');
  await focused(`[data-chat="${cat.account}"]`);
  await press('Space', 'Tab', 'Tab', 'Enter');
  await page.waitForURL(url => url.pathname === `/chat/${cat.account}`);
  await says(alice, 'look at this').waitFor();
  assert.equal((await received(cat, alice.account, 1))[0]?.text, 'look at this');
});

const isInWindow = (element: Element): boolean => {
  const { left, right, bottom } = element.getBoundingClientRect();
  return left >= 0 && right <= innerWidth && bottom <= innerHeight;
};

for (const [locale, colorScheme, width] of [
  ['en', 'light', 1280],
  ['ar', 'dark', 1280],
  ['de', 'dark', 320],
] as const)
  test(`U42 axe finds nothing serious where messages are forwarded (${locale}, ${colorScheme}, ${width} px)`, async t => {
    const world = await createWorld(t);
    const { alice, bob, group } = await meet(world, { locale, colorScheme, viewport: { width, height: 640 } });
    await reads(alice, bob);
    await forwards(alice, 'look at this');
    await chosen(alice, 'Climbing').check();
    assert.deepEqual(await seriousFaults(alice.page), []);
    assert.equal(await send(alice).evaluate(isInWindow), true);
    await send(alice).click();
    await alice.page.waitForURL(url => url.pathname === `/chat/${group}`);
    await says(alice, 'look at this').waitFor();
    assert.deepEqual(await seriousFaults(alice.page), []);
  });
