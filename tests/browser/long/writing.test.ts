// What is being written: kept wherever one goes, sent when it is meant to be.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { texts } from '../../support/people.ts';
import { createWorld } from '../support/world.ts';

test('U28 what is written and not sent is kept per chat: over a switch, a reload, and in a second tab', async t => {
  const world = await createWorld(t);
  const [alice, bob, carol] = [await world.person('Alice'), await world.friend('Bob'), await world.friend('Carol')];
  for (const friend of [bob, carol]) await friend.client.sendText(alice.account, `I am ${friend.name}`);
  await alice.opens(bob);
  await alice.composer.fill('half a');
  await alice.opens(carol);
  assert.equal(await alice.composer.inputValue(), '');
  await alice.row('Bob').filter({ hasText: 'Draft: half a' }).waitFor();
  await alice.opens(bob);
  await alice.hasWritten('half a');
  await alice.composer.press('End');
  await alice.composer.pressSequentially(' sentence');
  await alice.page.reload();
  await alice.hasWritten('half a sentence');

  const second = await alice.newTab(`/chat/${bob.account}`);
  await second.hasWritten('half a sentence');
  await second.composer.press('Enter');
  await second.seesState('half a sentence', 'Delivered');
  await alice.sees('half a sentence');
  await alice.hasWritten('');
  await alice.page.reload();
  await alice.sees('half a sentence');
  await alice.hasWritten('');
});

test('U26 U27 Shift+Enter makes a line, Enter sends, nothing sends what nobody can see', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  await alice.opens(bob);
  const send = alice.page.getByRole('button', { name: 'Send', exact: true });
  for (const nothing of ['', '   ', '\u200b\u2066']) {
    await alice.composer.fill(nothing);
    await alice.composer.press('Enter');
    assert.equal(await send.count(), 0, JSON.stringify(nothing));
    await alice.page.getByRole('button', { name: alice.words('record_start') }).waitFor();
  }
  await alice.composer.fill('');
  const low = (await alice.composer.boundingBox())!.height;
  await alice.composer.pressSequentially('one');
  for (let line = 2; line <= 12; line++) {
    await alice.composer.press('Shift+Enter');
    await alice.composer.pressSequentially(`line ${line}`);
  }
  const high = (await alice.composer.boundingBox())!.height;
  assert.ok(high > 3 * low && high < 8 * low, `${low} px grew to ${high}: about six lines, then it scrolls`);
  await alice.composer.press('Enter');
  await alice.hasWritten('');
  await alice.page.getByRole('img', { name: 'Delivered' }).first().waitFor();
  const lines = ['one', ...Array.from({ length: 11 }, (_, i) => `line ${i + 2}`)];
  assert.deepEqual(await texts(bob.client, alice.account), [lines.join('\n')]);
});
