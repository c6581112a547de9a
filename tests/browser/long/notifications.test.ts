// What a browser shows of messages that nobody is looking at.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Person } from '../support/person.ts';
import { createWorld } from '../support/world.ts';

const WAIT_MS = 20_000;

/** Waits until exactly these are shown, as `title: text`. */
async function isShown(person: Person, ...expected: readonly string[]): Promise<void> {
  const wanted = expected.toSorted().join('\n');
  // Playwright's waitForFunction takes a promise, even of false, for what it waits for.
  const last = await person.page.evaluate(
    async ([wanted, waitMs]) => {
      const registration = await navigator.serviceWorker.ready;
      const read = async (): Promise<string> =>
        (await registration.getNotifications())
          .map(({ title, body }) => `${title}: ${body}`)
          .sort()
          .join('\n');
      const until = performance.now() + waitMs;
      let shown = await read();
      while (shown !== wanted && performance.now() < until) {
        await new Promise(requestAnimationFrame);
        shown = await read();
      }
      return shown;
    },
    [wanted, WAIT_MS] as const,
  );
  assert.equal(last, wanted);
}

/** All that this tab has shown: what is gone at once has still been seen. */
const toldBy = (person: Person): Promise<string[]> =>
  person.page.evaluate(() => (globalThis as unknown as { told: string[] }).told);

async function wantsNotifications(person: Person): Promise<void> {
  await person.context.addInitScript(() => {
    if (!isSecureContext) return; // a tab before it has an address
    const told: string[] = [];
    const { showNotification } = ServiceWorkerRegistration.prototype;
    ServiceWorkerRegistration.prototype.showNotification = function (title, options) {
      told.push(`${title}: ${options?.body}`);
      return showNotification.call(this, title, options);
    };
    Object.assign(globalThis, { told });
  });
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
  for (let i = 0; i < 40; i++) await carol.client.sendText(alice.account, `before ${i}`);
  await alice.row('Carol').getByText('before 39').waitFor();
  await alice.row('Dave').waitFor();
  await alice.row('Dave').click({ button: 'right' });
  await alice.page.getByRole('menuitem', { name: 'Mute…' }).click();
  await alice.page.getByRole('dialog').getByRole('button', { name: 'Mute' }).click();
  await alice.row('Dave').getByRole('img', { name: 'Muted' }).waitFor();
  await wantsNotifications(alice);
  await alice.opens(carol);
  await alice.sees('before');
  // What comes in below stays unread, though she has the chat before her eyes.
  const other = await alice.newTab();
  await other.row('Bob').waitFor();
  await alice.page.bringToFront();
  await dave.client.sendText(alice.account, 'psst');
  await carol.client.sendText(alice.account, 'you see me');
  await alice.row('you see me').waitFor();
  await bob.client.sendText(alice.account, 'do you *hear* me?');
  const wanted = '\u2068Bob\u2069 (2): do you hear me?';
  await isShown(alice, wanted);
  assert.deepEqual([...(await toldBy(alice)), ...(await toldBy(other))], [wanted]);
  await alice.opens(bob);
  await alice.sees('do you hear me?');
  await isShown(alice);
});
