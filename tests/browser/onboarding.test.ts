// The way into the app: number, name, code, and what is said when something is not right.
import { test } from 'node:test';
import { enterNumber } from './support/onboarding.ts';
import { createWorld } from './support/world.ts';

test('U40 a newcomer gets to the list; a number, a name and a code that are not right are told and can be mended', async t => {
  const world = await createWorld(t);
  const { page, watch, phone } = await world.stranger('Nora');
  watch.allow(/status of 4\d\d/); // the wrong code, as the browser sees it
  await page.goto('/');
  await enterNumber(page, '+49');
  await page.getByText('This is not a complete phone number').waitFor();
  await enterNumber(page, phone);
  const name = page.getByRole('textbox', { name: 'Your name' });
  await name.fill('\u200b\u202e \u0301');
  await page.getByRole('button', { name: 'Send me the code' }).click();
  await page.getByText('Enter a name that can be seen').waitFor(); // F48
  await name.fill('Nora');
  await page.getByRole('button', { name: 'Send me the code' }).click();
  const shown = page.getByText(/^\d{6}$/);
  const right = await shown.textContent();
  await page.getByRole('textbox', { name: /Code of/ }).fill(right === '000000' ? '111111' : '000000');
  await page.getByText('The code is wrong').waitFor();
  await page.getByRole('button', { name: 'Use this code' }).click();
  await page.getByText('No chats yet').waitFor();
});

test('a registration goes on after a reload, and other tabs show where it stands', async t => {
  const world = await createWorld(t);
  const { page, context, phone } = await world.stranger('Nora');
  await page.goto('/');
  await enterNumber(page, phone);
  await page.getByRole('textbox', { name: 'Your name' }).fill('Nora');
  await page.getByRole('button', { name: 'Send me the code' }).click();
  await page.getByRole('button', { name: 'Use this code' }).waitFor();
  const second = await context.newPage();
  await second.goto('/');
  await second.getByRole('button', { name: 'Use this code' }).click();
  for (const tab of [page, second]) await tab.getByText('No chats yet').waitFor();
});

test('a server by invitation asks for the code of an invite, and a closed one says that it is closed', async t => {
  const byInvite = await createWorld(t, { env: { PARLEY_REGISTRATION: 'invite' } });
  const nora = await byInvite.stranger('Nora');
  nora.watch.allow(/status of 4\d\d/);
  await nora.page.goto('/');
  await enterNumber(nora.page, nora.phone);
  await nora.page.getByText('Enter the invite code').waitFor();
  await nora.page.getByRole('textbox', { name: 'Invite code' }).fill('no-such-invite');
  await nora.page.getByRole('button', { name: 'Next' }).click();
  await nora.page.getByRole('textbox', { name: 'Your name' }).fill('Nora');
  await nora.page.getByRole('button', { name: 'Send me the code' }).click();
  await nora.page.getByText('This invite code is not valid').waitFor();

  const closed = await createWorld(t, { env: { PARLEY_REGISTRATION: 'closed' } });
  const otto = await closed.stranger('Otto');
  await otto.page.goto('/');
  await otto.page.getByRole('heading', { name: 'This server takes no new people' }).waitFor();
});

test('U40 a newcomer who is alone finds Echo in the empty list, and is answered', async t => {
  const world = await createWorld(t, { env: { PARLEY_ECHO: 'true' } });
  const nora = await world.person('Nora');
  const { page, words } = nora;
  nora.watch.allow(/404/); // the list is there before Echo has its account
  await page.getByRole('button', { name: words('chats_echo') }).click();
  await nora.composer.waitFor();
  await nora.writes('Is anybody there?');
  await nora.seesState('Is anybody there?', 'Read');
  await nora.row('Echo').waitFor();
  await nora.message('Is anybody there?').nth(1).waitFor(); // the second is Echo's
});
