// What an account stands on: a recovery code that is kept, a PIN that is asked for, and its end.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { seriousFaults } from '../support/axe.ts';
import { enterName, enterNumber } from '../support/onboarding.ts';
import { createWorld } from '../support/world.ts';

async function makeCode(page: Page): Promise<string> {
  await page.goto('/settings/account');
  await page.getByText('There is no recovery code yet').waitFor();
  await page.getByRole('button', { name: 'Make a code' }).click();
  const code = (await page.getByText(/^([0-9A-Z]{4} ){6}[0-9A-Z]{4}$/).textContent()) ?? '';
  assert.deepEqual(await seriousFaults(page), []);
  await page.getByRole('button', { name: 'I have written it down' }).click();
  const part = (number: number) => page.getByRole('textbox', { name: `Part ${number} of 7` });
  await part(3).fill(code.split(' ')[2] ?? '');
  await part(6).fill('AAAA');
  await page.getByRole('button', { name: 'Finish' }).click();
  await page.getByText('That is not it').waitFor();
  await part(6).fill((code.split(' ')[5] ?? '').toLowerCase());
  await page.getByRole('button', { name: 'Finish' }).click();
  await page.getByText('There is a recovery code.').waitFor();
  return code;
}

/** Until the code of the number has been entered. */
async function begin(page: Page, phone: string): Promise<void> {
  await page.goto('/');
  await enterNumber(page, phone);
  await enterName({ page, phone, name: 'Alice' });
  await page.getByRole('button', { name: 'Use this code' }).click();
}

test('F29 U43 an account goes on in another browser by PIN and recovery code, with the same safety number', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const before = await bob.client.safetyNumber(alice.account);
  const code = await makeCode(alice.page);
  await alice.page.getByRole('button', { name: 'Set PIN' }).click();
  await alice.page.getByLabel('New PIN').fill('271828');
  await alice.page.getByLabel('Once more').fill('271828');
  await alice.page.getByRole('button', { name: 'Set PIN' }).last().click();
  await alice.page.getByText('A PIN is set.').waitFor();
  assert.deepEqual(await seriousFaults(alice.page), []);

  const { page, watch } = await world.stranger('Alice again');
  watch.allow(/status of 4\d\d/);
  await begin(page, alice.phone);
  await page.getByRole('heading', { name: 'Enter your PIN' }).waitFor();
  await page.getByLabel('PIN').fill('314159');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await page.getByText('The PIN is wrong').waitFor();
  await page.getByLabel('PIN').fill('271828');
  await page.getByRole('button', { name: 'Confirm' }).click();
  const field = page.getByRole('textbox', { name: 'Recovery code' });
  await field.fill(code.slice(1));
  await page.getByRole('button', { name: 'Go on with my account' }).click();
  await page.getByText('This is not a whole recovery code').waitFor();
  await page.getByRole('button', { name: 'Change number' }).waitFor();
  assert.deepEqual(await seriousFaults(page), []);
  await field.fill(code);
  await page.getByRole('button', { name: 'Go on with my account' }).click();
  await page.getByText('No chats yet').waitFor();
  const { id } = await bob.client.sendText(alice.account, 'same as ever');
  await bob.client.waitFor(id, 'delivered');
  assert.equal((await bob.client.safetyNumber(alice.account)).digits, before.digits);
});

test('U43 an account is deleted after a word of warning, and the browser is empty', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  alice.watch.allow(/status of 4\d\d|WebSocket/);
  const hello = await bob.client.sendText(alice.account, 'hello');
  await bob.client.waitFor(hello.id, 'delivered');
  await alice.visits('/settings/account');
  await alice.page.getByRole('button', { name: 'Delete account' }).click();
  await alice.page.getByText('nobody can write to you').waitFor();
  await alice.page.getByRole('dialog').getByRole('button', { name: 'Delete account' }).click();
  await alice.page.getByRole('heading', { name: 'Welcome to Parley' }).waitFor();
  const { id } = await bob.client.sendText(alice.account, 'still there?');
  await assert.rejects(bob.client.waitFor(id, 'sent'), { code: 'unknown_account' });
});
