// Groups in the app: making them, what happens in them, who may do what. Everybody has a browser of their own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Locator } from 'playwright-core';
import { seriousFaults } from '../support/axe.ts';
import { enterName, enterNumber } from '../support/onboarding.ts';
import type { Person } from '../support/person.ts';
import { createWorld, type World } from '../support/world.ts';

/** Those who are named are in the list of people already. */
async function makesGroup({ page, words }: Person, name: string, ...members: readonly string[]): Promise<void> {
  await page.goto('/new');
  await page.getByRole('link', { name: words('groups_new') }).click();
  for (const member of members) await page.getByRole('checkbox', { name: member }).check();
  await page.getByRole('button', { name: words('groups_next') }).click();
  await page.getByRole('textbox', { name: words('groups_name') }).fill(name);
  await page.getByRole('button', { name: words('groups_create') }).click();
  await page.getByRole('heading', { name: words('chats_title'), exact: true }).waitFor({ state: 'attached' });
}

/** Two who know each other by name. */
async function meet(world: World): Promise<{ alice: Person; bob: Person }> {
  const [alice, bob] = [await world.person('Alice'), await world.person('Bob')];
  await alice.opens(bob);
  await alice.writes('hello');
  await bob.opens(alice);
  await bob.writes('hello yourself');
  await alice.sees('hello yourself');
  return { alice, bob };
}

const info = ({ page, words }: Person): Locator => page.getByRole('complementary', { name: words('groups_info') });

async function opensInfo(person: Person, group: string): Promise<void> {
  await person.row(group).click();
  await person.page.getByRole('main').getByRole('button', { name: group }).click();
  await info(person).getByText(person.words('groups_members_title'), { exact: true }).waitFor();
}

const line = ({ page }: Person, text: string | RegExp): Locator => page.getByRole('main').getByText(text).first();

async function memberMenu(person: Person, member: string, item: string): Promise<void> {
  await info(person)
    .getByRole('button', { name: new RegExp(`${member}`) })
    .click();
  await person.page.getByRole('menuitem', { name: person.words(item) }).click();
}

test('U5 U24 a group is made, its members see it come, and what happens in it stands in the chat', async t => {
  const world = await createWorld(t);
  const { alice, bob } = await meet(world);
  const cat = await world.friend('Cat');
  await cat.client.sendText(alice.account, 'hi');
  await alice.row('Cat').waitFor();
  await makesGroup(alice, 'Climbing', 'Bob');
  await line(alice, /You created the group .+Climbing/).waitFor();
  await bob
    .row('Climbing')
    .filter({ hasText: /Alice.* added you/ })
    .click();
  await line(bob, /Alice.* added you/).waitFor();

  await opensInfo(alice, 'Climbing');
  await info(alice)
    .getByRole('button', { name: alice.words('groups_add_members') })
    .click();
  await alice.page.getByRole('checkbox', { name: 'Cat' }).check();
  await alice.page
    .getByRole('dialog')
    .getByRole('button', { name: alice.words('groups_add'), exact: true })
    .click();
  await line(alice, /You added .*Cat/).waitFor();
  await line(bob, /Alice.* added/).waitFor();

  await memberMenu(alice, 'Bob', 'groups_make_admin');
  await line(bob, bob.words('notice_admin_you')).waitFor();
  await opensInfo(bob, 'Climbing');
  await info(bob)
    .getByRole('button', { name: bob.words('groups_edit') })
    .click();
  await bob.page.getByRole('textbox', { name: bob.words('groups_name') }).fill('Bouldering 🧗');
  await bob.page.getByRole('button', { name: bob.words('groups_save') }).click();
  await alice.row('Bouldering 🧗').waitFor();
  await line(alice, /Bob.* named the group/).waitFor();
  await alice.page.reload();
  await line(alice, /Bob.* named the group/).waitFor();
  await info(alice).getByText('3 members').waitFor();
});

test('who is removed or leaves sees it, can read, and cannot write', async t => {
  const world = await createWorld(t);
  const { alice, bob } = await meet(world);
  await makesGroup(alice, 'Climbing', 'Bob');
  await bob.row('Climbing').click();
  await bob.composer.waitFor();
  await opensInfo(alice, 'Climbing');
  await info(alice).getByText(alice.words('groups_announcements'), { exact: true }).click();
  await bob.page.getByText(bob.words('groups_only_admins')).waitFor();
  assert.equal(await bob.composer.count(), 0);
  await info(alice).getByText(alice.words('groups_announcements'), { exact: true }).click();
  await bob.composer.waitFor();

  await memberMenu(alice, 'Bob', 'groups_remove');
  await alice.page.getByRole('button', { name: alice.words('groups_remove_action'), exact: true }).click();
  await line(bob, /Alice.* removed you/).waitFor();
  await bob.page.getByText(bob.words('groups_not_member')).waitFor();
  assert.equal(await bob.composer.count(), 0);

  await info(alice)
    .getByRole('button', { name: alice.words('groups_leave') })
    .click();
  await alice.page.getByRole('button', { name: alice.words('groups_leave_action'), exact: true }).click();
  await line(alice, alice.words('notice_left_own')).waitFor();
  await alice.page.getByRole('main').getByText(alice.words('groups_not_member')).waitFor();
  assert.equal(await alice.composer.count(), 0);
});

/** A new link, as the card of it shows it: what stands behind `#`. */
async function makesLink(person: Person): Promise<string> {
  const section = info(person).getByRole('region', { name: person.words('groups_invites') });
  await section.getByRole('button', { name: person.words('groups_invite_make') }).click();
  const link = await section.getByText(/\/join#/).textContent();
  return new URL(link!).hash;
}

test('F24 a link lets in who sets Parley up for it, an admin lets in who asks, a link withdrawn lets in nobody', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.stranger('Bob')];
  const cat = await world.person('Cat');
  cat.watch.allow(/404/);
  await makesGroup(alice, 'Climbing');
  await opensInfo(alice, 'Climbing');
  const hash = await makesLink(alice);
  const revoke = info(alice).getByRole('button', { name: alice.words('groups_invite_revoke') });

  await bob.visits(`/join${hash}`);
  await enterNumber(bob.page, bob.phone);
  await enterName(bob);
  await bob.page.getByRole('button', { name: bob.words('onboarding_development_use') }).click();
  await bob.page.getByRole('heading', { name: 'Climbing' }).waitFor();
  await bob.page.getByText('1 member').waitFor();
  await bob.page.getByRole('button', { name: bob.words('groups_join') }).click();
  await line(bob, bob.words('notice_joined_own')).waitFor();
  await info(alice).getByText('2 members').waitFor();
  await revoke.click();
  await revoke.waitFor({ state: 'detached' });
  await cat.visits(`/join${hash}`);
  await cat.page.getByText(cat.words('error_invite_not_found')).waitFor();

  await info(alice).getByText(alice.words('groups_invite_approval'), { exact: true }).click();
  const other = await makesLink(alice);
  await cat.visits(`/join${other}`);
  await cat.page.getByRole('button', { name: cat.words('groups_join_ask') }).click();
  await cat.page.getByText(cat.words('groups_join_asked')).waitFor();
  const asking = info(alice).getByRole('region', { name: alice.words('groups_requests') });
  await asking.getByRole('button').first().click();
  await cat.row('Climbing').waitFor();
  await info(alice).getByText('3 members').waitFor();
});

test('U14 messages of a group say whose they are, the list too, and the author sees who has read them', async t => {
  const world = await createWorld(t);
  const { alice, bob } = await meet(world);
  const cat = await world.friend('Cat');
  await cat.client.sendText(alice.account, 'hi');
  await alice.row('Cat').waitFor();
  await makesGroup(alice, 'Climbing', 'Bob', 'Cat');
  await bob.row('Climbing').waitFor();
  await alice.row('Climbing').click();
  await alice.writes('who comes along?');
  await bob
    .row('Climbing')
    .filter({ hasText: /Alice.*:.*who comes along/ })
    .click();
  await bob.sees('who comes along?');
  await bob.page.getByRole('main').getByText('Alice', { exact: true }).first().waitFor();
  await bob.writes('me');
  await alice.sees('me');
  await alice.message('who comes along?').click({ button: 'right' });
  await alice.page.getByRole('menuitem', { name: alice.words('message_info') }).click();
  const read = alice.page.getByRole('region', { name: alice.words('groups_read_by') });
  await read.getByText('Bob').waitFor();
  await alice.page
    .getByRole('region', { name: alice.words('groups_delivered_to') })
    .getByText('Cat')
    .waitFor();
});

test('U2 a group, its info, a new group and an invite fit into 320 px', async t => {
  const world = await createWorld(t);
  const alice = await world.person('Alice', { viewport: { width: 320, height: 640 } });
  const { page, words } = alice;
  const bob = await world.friend('Bob');
  const name = `Donaudampfschifffahrt ${'gesellschaft'.repeat(8)}`;
  const { id } = await bob.client.createGroup({ name, description: 'a'.repeat(200), members: [alice.account] });
  await bob.client.setRole(id, alice.account, 'admin');
  const { hash } = new URL((await bob.client.makeInvite(id)).link!);
  const [info, invited] = [words('groups_invites'), words('groups_join_title')];
  for (const [path, heading] of [
    [`/chat/${id}/info`, info],
    ['/new/group', words('groups_pick')],
    [`/join${hash}`, invited],
  ] as const) {
    await alice.visits(path);
    await page.getByRole('heading', { name: heading }).waitFor();
    await page.evaluate(() => document.fonts.ready);
    assert.equal(await page.evaluate(() => document.scrollingElement!.scrollWidth - innerWidth), 0, path);
    const wide = await page.evaluate(
      () =>
        [...document.querySelectorAll('section, form, ul')].filter(part => part.scrollWidth > part.clientWidth + 1)
          .length,
    );
    assert.equal(wide, 0, path);
  }
});

test('U6 U30 a member is named from a list by keys, is told so, and sees it', async t => {
  const world = await createWorld(t);
  const host = await world.friend('Host');
  const { alice, bob } = await meet(world);
  const { id } = await host.client.createGroup({ name: 'Climbing', members: [alice.account, bob.account] });
  await host.client.sendText(id, 'Here we are');
  await alice.row('Climbing').click();
  await alice.sees('Here we are');
  await bob.row('Here we are').waitFor();
  await alice.composer.pressSequentially('Hey @b');
  const offered = alice.page.getByRole('listbox', { name: alice.words('groups_mention_suggestions') });
  await offered.getByRole('option', { name: 'Bob', selected: true }).waitFor();
  assert.deepEqual(await seriousFaults(alice.page), []);
  await alice.composer.press('Enter');
  await offered.waitFor({ state: 'detached' });
  await alice.composer.pressSequentially('are you coming?');
  await alice.composer.press('Enter');
  await bob
    .row('Climbing')
    .getByRole('img', { name: bob.words('groups_mentioned') })
    .waitFor();
  await bob.row('Climbing').click();
  const named = bob.page.locator(`[data-mention="${bob.account}"]`);
  assert.equal(await named.textContent(), '@Bob');
  await bob
    .row('Climbing')
    .getByRole('img', { name: bob.words('groups_mentioned') })
    .waitFor({ state: 'detached' });
  assert.equal(await alice.page.locator(`[data-mention="${bob.account}"]`).textContent(), '@Bob');
});
