// Who one writes to and who one is: new chats by number, safety numbers, the profile, logging out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import type { Person } from '../support/person.ts';
import { createWorld } from '../support/world.ts';

/** As the person reads it. */
async function readDigits(page: Page): Promise<string> {
  const groups = page.getByRole('dialog').getByRole('listitem');
  await groups.first().waitFor();
  return (await groups.allInnerTexts()).join('');
}

async function comparesWith({ page, words }: Person, account: string): Promise<void> {
  await page.goto(`/chat/${account}/info`);
  await page.getByRole('button', { name: words('safety_show') }).click();
}

const verifiedMark = ({ page, words }: Person): Locator =>
  page.getByRole('complementary').getByText(words('contact_verified'), { exact: true });

/** The camera of that browser sees the picture. */
async function showToCamera(page: Page, picture: Buffer): Promise<void> {
  await page.evaluate(async png => {
    const image = new Image();
    image.src = `data:image/png;base64,${png}`;
    await image.decode();
    const canvas = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
    const context = canvas.getContext('2d')!;
    // A camera never stops: a still canvas would send one frame.
    setInterval(() => {
      context.fillStyle = '#888';
      context.fillRect(0, 0, 640, 480);
      context.drawImage(image, 120, 40, 400, 400);
    }, 50);
    navigator.mediaDevices.getUserMedia = async () => canvas.captureStream(20);
  }, picture.toString('base64'));
}

test('U43 the safety number is the one the other side has, and the mark for it lasts', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  await comparesWith(alice, bob.account);
  const digits = await readDigits(alice.page);
  assert.equal(digits, (await bob.client.safetyNumber(alice.account)).digits);
  await alice.page.getByRole('button', { name: alice.words('safety_mark') }).click();
  await alice.page.getByRole('button', { name: alice.words('safety_unmark') }).waitFor();
  await alice.page.reload();
  await verifiedMark(alice).waitFor();
});

test('U43 the code is scanned from the other screen; the own one, held to the camera, does not match', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.person('Bob')];
  await comparesWith(alice, bob.account);
  await comparesWith(bob, alice.account);
  const codeOf = ({ page }: Person): Promise<Buffer> => page.getByRole('dialog').getByRole('img').first().screenshot();
  const [ofAlice, ofBob] = [await codeOf(alice), await codeOf(bob)];
  const scan = alice.page.getByRole('button', { name: alice.words('safety_scan') });

  await showToCamera(alice.page, ofAlice);
  await scan.click();
  await alice.page.getByText(alice.words('safety_differs')).waitFor();
  assert.equal(await verifiedMark(alice).count(), 0);

  await showToCamera(alice.page, ofBob);
  await scan.click();
  await alice.page.getByText(alice.words('safety_match'), { exact: true }).waitFor();
  await verifiedMark(alice).waitFor();
});

test('a number that nobody has gives an invitation; the own one leads to the notes; a contact’s to the chat', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const { page, words } = alice;
  alice.watch.allow(/404/);
  const starts = async (phone: string): Promise<void> => {
    await page.goto('/new');
    await page.getByRole('textbox', { name: words('onboarding_phone') }).fill(phone);
    await page.getByRole('button', { name: words('newchat_start') }).click();
  };
  await starts('+15550999999');
  await page.getByRole('button', { name: words('newchat_copy_invitation') }).waitFor();
  await starts(alice.phone);
  await page.getByText(words('chat_notes_detail')).waitFor();
  await starts(bob.client.phone);
  await alice.composer.waitFor();
  // Not in the list yet, and still called by the number.
  await page.getByRole('button', { name: bob.client.phone }).waitFor();
  await alice.writes('Found you');
  await alice.seesState('Found you', 'Delivered');
});

test('the address of a chat with an account that does not exist says so, and who it is with is unknown', async t => {
  const world = await createWorld(t);
  const alice = await world.person('Alice');
  const { page } = alice;
  await page.goto('/chat/aaaaaaaaaaaaaaaaaaaaaaaaaa');
  await page.getByRole('alert').getByRole('button', { name: 'Try again' }).waitFor();
  await page.getByRole('button', { name: 'Unknown person' }).waitFor();
});

test('another name and what one says about oneself are seen by whom one writes to', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.person('Bob')];
  const { page, words } = alice;
  await alice.opens(bob);
  await alice.writes('Hello');
  await bob.row('Alice').waitFor();
  await page.goto('/settings/profile');
  await page.getByRole('textbox', { name: words('profile_name') }).fill('Alice Liddell');
  await page.getByRole('button', { name: words('settings_save'), exact: true }).click();
  await bob.row('Alice Liddell').waitFor();
  await page.getByRole('textbox', { name: words('profile_about') }).fill('Curiouser and curiouser');
  await page.getByRole('button', { name: `${words('settings_save')}: ${words('profile_about')}` }).click();
  await bob.page.goto(`/chat/${alice.account}/info`);
  await bob.page.getByText('Curiouser and curiouser').waitFor();
});

test('U35 logging out wipes the device in all tabs', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const { page, words } = alice;
  const other = await alice.newTab(`/chat/${bob.account}`);
  await other.writes('to be forgotten');
  await other.seesState('to be forgotten', 'Delivered');
  await page.goto('/settings');
  await page.getByRole('button', { name: words('settings_log_out_ask') }).click();
  await page.getByRole('button', { name: words('settings_log_out'), exact: true }).click();
  for (const tab of [page, other.page]) await tab.getByText(words('onboarding_welcome_title')).waitFor();
  await page.reload();
  await page.getByText(words('onboarding_welcome_title')).waitFor();
});
