// What a browser shows of messages that nobody is looking at.
import { test } from 'node:test';
import type { Person } from '../support/person.ts';
import { createWorld } from '../support/world.ts';

/** Waits until exactly these are shown, as `title: text`. */
async function isShown(person: Person, ...expected: readonly string[]): Promise<void> {
  await person.page.waitForFunction(
    async wanted => {
      const registration = await navigator.serviceWorker.ready;
      const shown = (await registration.getNotifications()).map(({ title, body }) => `${title}: ${body}`);
      return shown.sort().join('\n') === wanted;
    },
    [...expected].sort().join('\n'),
    { polling: 100 },
  );
}

async function wantsNotifications(person: Person): Promise<void> {
  await person.context.grantPermissions(['notifications']);
  await person.page.evaluate(() => {
    localStorage.setItem('parley/notifications', 'true');
    localStorage.setItem('parley/notification-sound', 'false');
  });
  await person.page.reload();
  await person.page.evaluate(() => navigator.serviceWorker.ready);
  await person.page.evaluate(async () => {
    const held = async (): Promise<boolean> =>
      (await navigator.locks.query()).held?.some(({ name }) => name === 'parley/notify') === true;
    while (!(await held())) await new Promise(requestAnimationFrame);
  });
}

test('U37 a chat that nobody looks at notifies; the visible and the muted do not; read, it is gone', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const [carol, dave] = [await world.friend('Carol'), await world.friend('Dave')];
  for (const friend of [bob, carol, dave]) await friend.client.sendText(alice.account, 'before');
  await alice.row('Dave').waitFor();
  await alice.row('Dave').click({ button: 'right' });
  await alice.page.getByRole('menuitem', { name: 'Mute…' }).click();
  await alice.page.getByRole('dialog').getByRole('button', { name: 'Mute' }).click();
  await alice.row('Dave').getByRole('img', { name: 'Muted' }).waitFor();
  await wantsNotifications(alice);
  await alice.opens(carol);
  await alice.sees('before');
  const other = await alice.newTab();
  await other.row('Bob').waitFor();
  await alice.page.bringToFront();
  await dave.client.sendText(alice.account, 'psst');
  await carol.client.sendText(alice.account, 'you see me');
  await alice.sees('you see me');
  await bob.client.sendText(alice.account, 'do you *hear* me?');
  await isShown(alice, '\u2068Bob\u2069 (2): do you hear me?');
  await alice.opens(bob);
  await alice.sees('do you hear me?');
  await isShown(alice);
});
