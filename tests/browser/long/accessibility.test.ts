// axe on every screen, light and dark, from left to right and from right to left (U42).
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { seriousFaults } from '../support/axe.ts';
import { enterName, enterNumber } from '../support/onboarding.ts';
import type { Person } from '../support/person.ts';
import { createWorld } from '../support/world.ts';

const schemes = ['light', 'dark'] as const;

async function look(t: TestContext, { page }: Person, screen: string): Promise<void> {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Told to the page is not drawn yet, and a colour on its way to another is neither of them.
    await page.waitForFunction(scheme => matchMedia(`(prefers-color-scheme: ${scheme})`).matches, colorScheme);
    await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    await page.evaluate(() =>
      Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined))),
    );
    const faults = await seriousFaults(page);
    await t.test(`${screen}, ${colorScheme}`, () => assert.deepEqual(faults, []));
  }
}

for (const [locale, direction] of [
  ['en-GB', 'ltr'],
  ['ar', 'rtl'],
] as const) {
  test(`U42 axe finds nothing serious on the way into the app (${direction})`, async t => {
    const world = await createWorld(t);
    const alice = await world.stranger('Alice', { locale });
    const { page, phone, words } = alice;
    await page.goto('/');
    await page.getByRole('textbox', { name: words('onboarding_phone') }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.dir), direction);
    await look(t, alice, 'number');
    await enterNumber(page, phone, words);
    await page.getByRole('textbox', { name: words('profile_name') }).waitFor();
    await look(t, alice, 'name');
    await enterName(alice);
    await page.getByRole('button', { name: words('onboarding_development_use') }).waitFor();
    await look(t, alice, 'code');
  });

  test(`U42 axe finds nothing serious in the app (${direction})`, async t => {
    const world = await createWorld(t);
    const [alice, bob] = [await world.person('Alice', { locale }), await world.friend('Bob')];
    const { words } = alice;
    await look(t, alice, 'the empty list');
    await bob.client.sendText(alice.account, 'hello https://example.org');
    await alice.opens(bob);
    await alice.writes('good morning', '*bold* ||hidden||');
    // Both have arrived: nothing moves any more.
    const delivered = new RegExp(`, ${words('state_delivered')}$`);
    await alice.page.getByRole('listitem', { name: delivered }).nth(1).waitFor();
    await look(t, alice, 'a chat');
    const pages = ['profile', 'account', 'notifications', 'appearance', 'language', 'storage', 'shortcuts', 'about'];
    const paths = [
      '/new',
      '/archived',
      '/starred',
      ...pages.map(page => `/settings/${page}`),
      `/chat/${bob.account}/info`,
    ];
    for (const path of paths) {
      await alice.visits(path);
      await alice.page.locator('main, aside').first().waitFor({ state: 'attached' });
      await look(t, alice, path.replace(bob.account, '…'));
    }
    await alice.page.getByRole('button', { name: words('safety_show') }).click();
    await alice.page.getByRole('button', { name: words('safety_mark') }).waitFor();
    await look(t, alice, 'the safety number');
    const { id } = await bob.client.createGroup({ name: 'Climbing', members: [alice.account] });
    await bob.client.setRole(id, alice.account, 'admin');
    const { link } = await bob.client.makeInvite(id);
    await bob.client.sendText(id, 'who comes along?');
    await alice.visits(`/chat/${id}/info`);
    await alice.page.getByRole('region', { name: words('groups_invites') }).waitFor();
    await alice.message('who comes along?').waitFor();
    await look(t, alice, 'a group and its info');
    await alice.visits('/new/group');
    await alice.page.getByRole('checkbox').first().waitFor();
    await look(t, alice, 'a new group');
    await alice.visits(`/join${new URL(link!).hash}`);
    await alice.page.getByRole('heading', { name: words('groups_join_title') }).waitFor();
    await look(t, alice, 'an invite');
  });
}
