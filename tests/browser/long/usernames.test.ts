// Names that people can be found by.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriousFaults } from '../support/axe.ts';
import { createWorld } from '../support/world.ts';

test('a user name is chosen in the settings, and somebody is found by theirs', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const { page } = alice;
  await bob.client.setUsername('bob.builder');
  await alice.visits('/settings/profile');
  const field = page.getByRole('textbox', { name: 'User name' });
  const save = page.getByRole('button', { name: 'Save user name' });
  alice.watch.allow(/409|400/);
  await field.fill('Bob.Builder');
  await save.click();
  await page.getByText('Somebody has this user name').waitFor();
  await field.fill('Alice.W');
  await save.click();
  await page.getByText('Saved').waitFor();
  assert.equal(await field.inputValue(), 'alice.w');
  assert.equal(await bob.client.resolve('@alice.w'), alice.account);
  assert.deepEqual(await seriousFaults(page), []);

  await alice.visits('/new');
  await page.getByRole('textbox', { name: 'Or by user name' }).fill('@bob.builder');
  await page.getByRole('button', { name: 'Find' }).click();
  await alice.composer.waitFor();
  await page.getByRole('region', { name: 'Chat with @bob.builder' }).waitFor();
  assert.deepEqual(await seriousFaults(page), []);
});
