// Blocking and reporting somebody, and what others see of the person, in the web app.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Person } from '../support/person.ts';
import { createWorld } from '../support/world.ts';

async function choose({ page, words }: Person, item: string, action: string): Promise<void> {
  await page.getByRole('button', { name: words('chat_menu_open') }).click();
  await page.getByRole('menuitem', { name: words(item) }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: words(action), exact: true })
    .click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

test('U8 U43 D13 somebody is blocked from the menu: his messages do not come, and one cannot write until it is undone', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const { page, words } = alice;
  await bob.client.sendText(alice.account, 'hello');
  await alice.opens(bob);
  await alice.sees('hello');
  await choose(alice, 'block_ask', 'block_do');
  await page.getByText(words('block_bar')).waitFor();
  assert.equal(await page.getByRole('textbox', { name: words('composer_placeholder'), exact: true }).count(), 0);
  const kept = await bob.client.sendText(alice.account, 'kept away');
  await bob.client.waitFor(kept.id, 'sent');
  await page.goto('/settings/privacy');
  await page.getByRole('listitem').filter({ hasText: 'Bob' }).getByRole('button').click();
  await page.getByText(words('privacy_blocked_none')).waitFor();
  await bob.client.sendText(alice.account, 'welcome back');
  await page.goto(`/chat/${bob.account}`);
  await alice.sees('welcome back');
  assert.equal(await page.getByText('kept away').count(), 0);
  assert.equal((await bob.client.message(kept.id))?.state, 'sent');
  await alice.writes('there you are');
});

test('U43 a report shows what goes to the operator before it goes', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const { page, words } = alice;
  await bob.client.sendText(alice.account, 'buy this');
  await alice.opens(bob);
  await alice.sees('buy this');
  await page.getByRole('button', { name: words('chat_menu_open') }).click();
  await page.getByRole('menuitem', { name: words('report_ask') }).click();
  await page.getByRole('dialog').getByText('buy this').waitFor();
  await page.getByRole('dialog').getByText(words('report_text')).waitFor();
  await page.getByRole('button', { name: words('report_and_block') }).click();
  await page.getByText(words('block_bar')).waitFor();
});

test("U43 a blocked person's messages in a group are folded until they are asked for", async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const { page, words } = alice;
  await bob.client.sendText(alice.account, 'hello');
  await alice.opens(bob);
  await alice.sees('hello');
  const { id } = await bob.client.createGroup({ name: 'Climbing', members: [alice.account] });
  await choose(alice, 'block_ask', 'block_do');
  await bob.client.sendText(id, 'to the group');
  await page.goto(`/chat/${id}`);
  await page.getByText(words('block_folded')).last().waitFor();
  assert.equal(await page.getByRole('list').getByText('to the group', { exact: true }).count(), 0);
  await page.getByRole('button', { name: words('block_show') }).click();
  await alice.sees('to the group');
});

test('read receipts are switched off, and none are given', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const { page, words } = alice;
  await page.goto('/settings/privacy');
  await page.getByText(words('privacy_receipts'), { exact: true }).click();
  await page.getByRole('switch', { name: words('privacy_receipts'), checked: false }).waitFor();
  await page.reload();
  await page.getByRole('switch', { name: words('privacy_receipts'), checked: false }).waitFor();
  const sent = await bob.client.sendText(alice.account, 'did you read it?');
  await page.goto(`/chat/${bob.account}`);
  await alice.sees('did you read it?');
  await alice.writes('yes');
  await bob.client.waitFor(sent.id, 'delivered');
  assert.equal((await bob.client.message(sent.id))?.state, 'delivered');
});
