// Pushes to a browser: from the switch in the settings to the notification while the app is closed.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { startWebPushService } from '../../support/push-services/web-push.ts';
import { seriousFaults } from '../support/axe.ts';
import { connectPush } from '../support/push.ts';
import { createWorld } from '../support/world.ts';

async function withPush(t: TestContext) {
  const service = await startWebPushService(t);
  const world = await createWorld(t, { env: { PARLEY_PUSH_INNER_HOSTS: '127.0.0.1' } });
  const alice = await world.person('Alice');
  const push = await connectPush(alice, service);
  const { page, words } = alice;
  await alice.visits('/settings/notifications');
  await page.evaluate(() => navigator.serviceWorker.ready);
  const control = (name: Parameters<typeof words>[0]) => page.getByRole('switch', { name: words(name) });
  await control('settings_notify').click({ force: true }); // it is on once the browser has been asked
  const tryIt = page.getByRole('button', { name: words('settings_push_try') });
  await tryIt.waitFor();
  const subscription = async () => {
    for (;;) {
      const found = await page.evaluate(() => localStorage.getItem('parley/push-endpoint'));
      if (found) return found;
    }
  };
  return { service, world, alice, push, control, tryIt, subscription };
}

test('F51 the test in the settings pushes to this browser and says how long it took, or what is wrong', async t => {
  const { service, alice, push, control, tryIt, subscription } = await withPush(t);
  const { page } = alice;
  await subscription();
  await tryIt.click();
  const { text, note } = await service.next();
  assert.match(note.test ?? '', /^[\da-f]{32}$/);
  await push.deliver(text);
  await page
    .getByRole('status')
    .getByText(/^It arrived after \d+\.\d s\.$/)
    .waitFor();
  assert.deepEqual(await push.shown(), ['Parley: This is a test: pushes reach this browser.']);
  assert.deepEqual(await seriousFaults(page), []);

  service.answerWith({ status: 503 });
  await tryIt.click();
  await page.getByRole('status').getByText('does not take anything at the moment: 127.0.0.1 answered 503').waitFor();
  await service.next();

  // What the browser's service has forgotten is subscribed to anew.
  const old = await subscription();
  service.end(old);
  await tryIt.click();
  const again = await service.next();
  assert.notEqual(again.endpoint, old);
  await push.deliver(again.text);
  await page
    .getByRole('status')
    .getByText(/^It arrived after/)
    .waitFor();
  await control('settings_push').click({ force: true });
  await tryIt.waitFor({ state: 'detached' });
});

test('U37 F51 closed, the app says how many messages there are; opened, it says so no longer', async t => {
  const { service, world, alice, push, subscription } = await withPush(t);
  const endpoint = await subscription();
  const bob = await world.friend('Bob');
  await alice.page.goto('about:blank');
  const { id } = await bob.client.sendText(alice.account, 'a secret');
  await bob.client.waitFor(id, 'sent');
  const first = await service.next();
  assert.deepEqual([first.endpoint, first.note], [endpoint, { count: 1 }]);
  await push.deliver(first.text);
  await until(async () => assert.deepEqual(await push.shown(), ['Parley: New message']));
  await push.deliver('{"count":7}');
  await until(async () => assert.deepEqual(await push.shown(), ['Parley: 7 new messages']));
  await alice.visits('/');
  await alice.row('Bob').getByText('a secret').waitFor();
  await until(async () =>
    assert.deepEqual(
      (await push.shown()).filter(text => !text.includes('secret')),
      [],
    ),
  );
});

/** As soon as it holds. */
async function until(check: () => Promise<void>): Promise<void> {
  const endsAt = performance.now() + 20_000;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > endsAt) throw error;
    }
  }
}
