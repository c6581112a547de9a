// What both sides of a chat have of how it is set up.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriousFaults } from '../support/axe.ts';
import type { Person } from '../support/person.ts';
import { createWorld } from '../support/world.ts';

const line = ({ page }: Person, text: RegExp) => page.getByRole('paragraph').filter({ hasText: text });

test('U16 U24 F36 messages that vanish: set in contact info, told as a line, marked in the header and on each message', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  await alice.opens(bob);
  await alice.writes('hello');
  await alice.page.getByRole('button', { name: 'Chat menu' }).click();
  await alice.page.getByRole('menuitem', { name: 'Contact info' }).click();
  await alice.page.getByLabel('Disappearing messages').selectOption({ label: '1 day' });
  await line(alice, /^You set new messages to disappear after 1 day$/).waitFor();
  await alice.page.getByRole('img', { name: 'New messages disappear after 1 day' }).waitFor();
  await alice.writes('gone tomorrow');
  await alice
    .message('gone tomorrow')
    .getByRole('img', { name: /^Disappears / })
    .waitFor();
  await alice.seesState('gone tomorrow', 'Delivered');
  assert.equal((await bob.client.chat(alice.account)).timerS, 86_400);
  await bob.client.setTimer(alice.account, 0);
  await line(alice, /Bob.* set new messages to stay/).waitFor();
  assert.equal(await alice.page.getByLabel('Disappearing messages').inputValue(), '0');
  assert.deepEqual(await seriousFaults(alice.page), []);
});

test('U16 U19 pinned messages stand above the chat, one after the other, for both sides', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const { page } = alice;
  await alice.opens(bob);
  await alice.writes('the address is 12 Mill Lane', 'and the door code is 4711');
  await alice.seesState('and the door code is 4711', 'Delivered');
  const bar = page.getByRole('region', { name: 'Pinned messages' });
  for (const text of ['the address is 12 Mill Lane', 'and the door code is 4711']) {
    await alice.message(text).click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Pin for everybody' }).click();
    await bar.getByText(text).waitFor();
  }
  await line(alice, /^You pinned a message$/)
    .first()
    .waitFor();
  const pinned = page.getByRole('img', { name: 'Pinned' });
  assert.equal(await pinned.count(), 2);
  assert.deepEqual(await seriousFaults(page), []);
  await bar.getByRole('button', { name: /^Pinned message 1 of 2/ }).click();
  const next = bar.getByRole('button', { name: /^Pinned message 2 of 2.*the address is 12 Mill Lane/ });
  await next.click();
  await bob.client.whenSent();
  const [first] = await bob.client.pinned(alice.account);
  assert.equal(first?.text, 'and the door code is 4711');
  await bob.client.pin(first.id, false);
  await bar.getByRole('button', { name: /^Pinned message 1 of 1/ }).waitFor();
  await bar.getByRole('button', { name: 'Unpin' }).click();
  await bar.waitFor({ state: 'detached' });
});
