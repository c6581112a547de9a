// What a person does with messages that are there: reacting, editing, deleting for everyone, marking.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message, MessageId } from '@parley/client';
import type { Locator } from 'playwright-core';
import { seriousFaults } from '../support/axe.ts';
import type { Person } from '../support/person.ts';
import { createWorld, type Friend } from '../support/world.ts';

/** Resolves once the friend's device shows the message so. */
async function shows({ client }: Friend, id: MessageId, holds: (message: Message) => boolean): Promise<Message> {
  for (;;) {
    const changed = Promise.withResolvers<unknown>();
    const stops = [client.on('status', changed.resolve), client.on('message', changed.resolve)];
    const message = await client.message(id);
    if (message && holds(message)) {
      for (const stop of stops) stop();
      return message;
    }
    await changed.promise;
    for (const stop of stops) stop();
  }
}

async function idOf({ client }: Friend, chat: Person, text: string): Promise<MessageId> {
  const found = (await client.messages(chat.account)).find(message => message.text === text);
  assert.ok(found, text);
  return found.id;
}

const emojis = ({ reactions = [] }: Message): string => reactions.map(({ emoji }) => emoji).join('');
const item = ({ page }: Person, name: string): Locator => page.getByRole('menuitem', { name });
const sign = ({ page }: Person, name: string | RegExp): Locator => page.getByRole('menuitemradio', { name });

async function openMenu(person: Person, text: string): Promise<void> {
  await person.message(text).click({ button: 'right' });
}

test('U18 U41 reacting by menu, by keys and by the chips; who reacted; the list and the author hear of it', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const { id } = await bob.client.sendText(alice.account, 'we have won');
  await alice.row('Bob').waitFor();
  await alice.opens(bob);
  await openMenu(alice, 'we have won');
  await sign(alice, 'React with 🙏').click();
  await shows(bob, id, message => emojis(message) === '🙏');
  const chip = alice.page.getByRole('button', { name: '🙏 1, You' });
  assert.equal(await chip.getAttribute('aria-pressed'), 'true');
  await chip.click();
  await shows(bob, id, message => emojis(message) === '');

  await alice.message('we have won').focus();
  await alice.page.keyboard.press('e');
  await sign(alice, 'React with 👍').waitFor();
  await alice.page.keyboard.press('ArrowRight');
  await alice.page.keyboard.press('Enter');
  await shows(bob, id, message => emojis(message) === '❤️');
  await bob.client.react(id, '❤️');
  await alice.page.getByRole('button', { name: '❤️ 2, You, Bob' }).waitFor();
  assert.deepEqual(await seriousFaults(alice.page), []);

  await openMenu(alice, 'we have won');
  await item(alice, 'Reactions').click();
  await alice.page.getByRole('dialog').getByText('Bob').waitFor();
  await alice.page.getByRole('button', { name: 'Take back ❤️' }).click();
  await shows(bob, id, message => (message.reactions?.length ?? 0) === 1);

  await alice.writes('indeed');
  await alice.seesState('indeed', 'Delivered');
  await bob.client.react(await idOf(bob, alice, 'indeed'), '😂');
  await alice.row('Bob reacted 😂 to: indeed').waitFor();
  await openMenu(alice, 'we have won');
  await item(alice, 'More emoji').click();
  const search = alice.page.getByRole('dialog').getByRole('searchbox');
  await search.fill('rocket');
  await alice.page.getByRole('dialog').getByRole('gridcell', { name: 'rocket' }).first().click();
  await shows(bob, id, message => emojis(message).includes('🚀'));
});

test('F33 U19 deleted for everyone: a line is left, in the chat, the list and quotes, on both sides', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  await bob.client.sendText(alice.account, 'hello');
  await alice.row('Bob').waitFor();
  await alice.opens(bob);
  await alice.writes('my secret');
  await alice.seesState('my secret', 'Delivered');
  const id = await idOf(bob, alice, 'my secret');
  const answer = await bob.client.sendText(alice.account, 'I know', { replyTo: id });
  await alice.sees('I know');
  await openMenu(alice, 'my secret');
  await item(alice, 'Delete for everyone').click();
  assert.deepEqual(await seriousFaults(alice.page), []);
  await alice.page.getByRole('button', { name: 'Delete for everyone' }).click();
  await alice.sees('You deleted this message');
  await shows(bob, id, ({ deletedBy }) => deletedBy === alice.account);
  await alice.page.getByRole('button', { name: 'Go to the message of You: This message was deleted' }).waitFor();
  assert.equal(await alice.page.getByText('my secret').count(), 0);

  await bob.client.deleteForEveryone(answer.id);
  await alice.sees('This message was deleted');
  await alice.row('This message was deleted').waitFor();
  await openMenu(alice, 'This message was deleted');
  assert.equal(await item(alice, 'Reply').count(), 0);
});

test('U31 U16 F35 editing by menu and by ArrowUp; Esc leaves it; what was being written is back; it counts as nothing new', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const { id } = await bob.client.sendText(alice.account, 'see you at nien');
  await alice.row('Bob').waitFor();
  await alice.opens(bob);
  await alice.writes('at eihgt');
  await alice.seesState('at eihgt', 'Delivered');
  const own = await idOf(bob, alice, 'at eihgt');
  await alice.composer.pressSequentially('and then');
  await openMenu(alice, 'at eihgt');
  await item(alice, 'Edit').click();
  await alice.hasWritten('at eihgt');
  assert.deepEqual(await seriousFaults(alice.page), []);
  await alice.composer.press('Escape');
  await alice.hasWritten('and then');
  await alice.composer.fill('');
  await alice.composer.press('ArrowUp');
  await alice.hasWritten('at eihgt');
  await alice.composer.fill('at eight');
  await alice.page.getByRole('button', { name: 'Save changes' }).click();
  const edited = await shows(bob, own, ({ text }) => text === 'at eight');
  assert.equal(edited.edited, true);
  await alice.hasWritten('');
  await alice.page.getByRole('listitem', { name: /at eight, .*Edited/ }).waitFor();
  await bob.client.editText(id, 'see you at nine');
  await alice.row('at eight').waitFor();
  await alice.sees('see you at nine');
  await openMenu(alice, 'see you at nine');
  assert.equal(await item(alice, 'Edit').count(), 0);
});

test('U16 U19 marked messages wear a star and are listed, each leading to its place', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  await bob.client.sendText(alice.account, 'the code is 4711');
  await alice.row('Bob').waitFor();
  await alice.opens(bob);
  await openMenu(alice, 'the code is 4711');
  await item(alice, 'Star').click();
  await alice.page.getByRole('listitem', { name: /4711.*Starred/ }).waitFor();
  await alice.page.getByRole('button', { name: 'Menu', exact: true }).click();
  await item(alice, 'Starred messages').click();
  const list = alice.page.getByRole('navigation', { name: 'Starred messages' });
  await list.getByRole('link', { name: /the code is 4711/ }).click();
  await alice.sees('the code is 4711');
  await openMenu(alice, 'the code is 4711');
  await item(alice, 'Remove star').click();
  await alice.page.getByRole('listitem', { name: /4711.*Starred/ }).waitFor({ state: 'detached' });
  await alice.visits('/starred');
  await list.getByText('Star a message in its menu').waitFor();
  assert.deepEqual(await seriousFaults(alice.page), []);
});

test('U28 an edit that was begun is there after a reload, and what was being written before it after that', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  await alice.opens(bob);
  await alice.writes('see you at eihgt');
  await alice.seesState('see you at eihgt', 'Delivered');
  await alice.composer.fill('and bring');
  await openMenu(alice, 'see you at eihgt');
  await item(alice, 'Edit').click();
  await alice.hasWritten('see you at eihgt');
  await alice.composer.fill('see you at eight');
  await alice.composer.blur();
  await alice.page.reload();
  await alice.page.getByText('Editing message').waitFor();
  await alice.hasWritten('see you at eight');
  await alice.composer.press('Enter');
  await alice.sees('see you at eight');
  await alice.hasWritten('and bring');
  await alice.page.reload();
  await alice.hasWritten('and bring');
  assert.equal(await alice.page.getByText('Editing message').count(), 0);
});

test('U15 F32 an edit and a deletion that the server refuses say so where the message is, with a way out', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  await alice.opens(bob);
  await alice.writes('helo');
  await alice.seesState('helo', 'Delivered');
  await bob.client.deleteAccount();
  await openMenu(alice, 'helo');
  await item(alice, 'Edit').click();
  await alice.writes('hello');
  const row = alice.message('helo');
  await row.getByText('Your edit was not saved.').waitFor();
  await row.getByText('hello', { exact: true }).waitFor();
  await alice.page.getByRole('status').getByText('Your edit was not saved.').waitFor();
  assert.deepEqual(await seriousFaults(alice.page), []);
  await row.getByRole('button', { name: 'Try again' }).click();
  await row.getByText('Your edit was not saved.').waitFor();
  await row.getByRole('button', { name: 'Discard' }).click();
  await row.getByText('Your edit was not saved.').waitFor({ state: 'detached' });

  await openMenu(alice, 'helo');
  await item(alice, 'Delete for everyone').click();
  await alice.page.getByRole('dialog').getByRole('button', { name: 'Delete for everyone' }).click();
  const log = alice.page.getByRole('listitem').filter({ hasText: 'The message was not deleted for the others.' });
  await log.getByRole('button', { name: 'Delete for me' }).click();
  await log.waitFor({ state: 'detached' });
});
