// Who may add somebody to groups: as he sets it in the app, and as those see it who try.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountId, ParleyError } from '@parley/client';
import type { Person } from '../support/person.ts';
import { createWorld, type Friend } from '../support/world.ts';

async function people(t: Parameters<typeof createWorld>[0]) {
  const world = await createWorld(t);
  const [alice, bob, cat] = [await world.person('Alice'), await world.friend('Bob'), await world.friend('Cat')];
  for (const { client, name } of [bob, cat]) {
    await client.sendText(alice.account, 'hello');
    await alice.row(name).waitFor();
  }
  return { alice, bob, cat };
}

const refusal = ({ page }: Person) => page.getByRole('alert').filter({ hasText: /You cannot add .*Bob/ });

test('U24 who does not let himself be added is named, and the group is made and grows without him', async t => {
  const { alice, bob, cat } = await people(t);
  const { page, words } = alice;
  await bob.client.setPrivacy({ groups: 'nobody' });
  await page.goto('/new');
  await page.getByRole('link', { name: words('groups_new') }).click();
  for (const { name } of [bob, cat]) await page.getByRole('checkbox', { name }).check();
  await page.getByRole('button', { name: words('groups_next') }).click();
  await page.getByRole('textbox', { name: words('groups_name') }).fill('Climbing');
  await page.getByText('3 members').waitFor();
  await page.getByRole('button', { name: words('groups_create') }).click();
  await refusal(alice).waitFor();
  await page.getByText('2 members').waitFor();
  await page.getByRole('button', { name: words('groups_create') }).click();
  await page.getByRole('main').getByRole('button', { name: 'Climbing' }).click();
  await page.getByRole('button', { name: words('groups_add_members') }).click();
  await page.getByRole('checkbox', { name: 'Bob' }).check();
  const add = page.getByRole('dialog').getByRole('button', { name: words('groups_add'), exact: true });
  await add.click();
  await refusal(alice).waitFor();
  assert.equal(await page.getByRole('checkbox', { name: 'Bob' }).isChecked(), false);
  assert.equal(await add.isDisabled(), true);
});

test('whom the person has written to adds him where he lets contacts, and nobody else does', async t => {
  const { alice, bob, cat } = await people(t);
  const { page, words } = alice;
  await alice.opens(bob);
  await alice.writes('hello Bob');
  await alice.seesState('hello Bob', 'Delivered');
  await page.goto('/settings/privacy');
  const group = page.getByRole('group', { name: words('privacy_groups') });
  await group.getByRole('radio', { name: words('privacy_groups_contacts') }).check();
  assert.equal(await untilRefused(cat, alice.account), alice.account);
  await page.reload();
  await group.getByRole('radio', { name: words('privacy_groups_contacts'), checked: true }).waitFor();
  await bob.client.createGroup({ name: 'Climbing', members: [alice.account] });
  await page.goto('/');
  await alice.row('Climbing').waitFor();
});

/** The change is on its way to the server when the screen shows it. Answers who is named. */
async function untilRefused({ client }: Friend, account: AccountId): Promise<unknown> {
  const deadline = performance.now() + 20_000;
  while (performance.now() < deadline) {
    try {
      await client.createGroup({ name: 'Too early', members: [account] });
    } catch (error) {
      const { code, accounts } = error as ParleyError;
      return code === 'add_refused' ? accounts?.join() : error;
    }
  }
  return 'nobody';
}
