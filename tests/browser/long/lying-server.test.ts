// What a person sees in the web app when the server lies about devices.
import { test } from 'node:test';
import { type Client, createMemoryStore, link, register } from '@parley/client';
import type { AccountId } from '@parley/protocol';
import { changedLast, type Lie, lieIn, lyingFetch, underAnotherKey } from '../../support/lying-lists.ts';
import type { Person } from '../support/person.ts';
import { createWorld } from '../support/world.ts';

const LISTS = /\/v1\/accounts\/(lists|[^/]+\/devices)(\?|$)/;

/** What the person's browser is shown of somebody's lists, until it is undone. */
async function isTold({ context }: Person, about: AccountId, lie: Lie): Promise<() => Promise<void>> {
  await context.route(LISTS, async route => {
    const request = route.request();
    const response = await route.fetch();
    const answer = await response.body();
    const sent = request.postDataBuffer() ?? new Uint8Array();
    const body = response.ok() ? lieIn({ url: new URL(request.url()), sent, answer }, about, lie) : undefined;
    const headers = { 'content-type': response.headers()['content-type'] ?? 'application/x-protobuf' };
    await route.fulfill({ status: response.status(), headers, body: Buffer.from(body ?? answer) });
  });
  return () => context.unroute(LISTS);
}

async function linkLaptop(client: Client, server: string): Promise<void> {
  const shown = Promise.withResolvers<string>();
  const show = ({ text }: { text: string }) => shown.resolve(text);
  const linking = link({ server, store: createMemoryStore(), deviceName: 'Laptop', show });
  await Promise.all([linking.then(laptop => laptop.close()), shown.promise.then(text => client.linkDevice(text))]);
}

test('a device that the server hides from a list is a line in the chat, and nothing is sent until the lists fit', async t => {
  const world = await createWorld(t);
  const [alice, bob] = [await world.person('Alice'), await world.friend('Bob')];
  const { page, words } = alice;
  await alice.opens(bob);
  await alice.writes('before');
  await alice.seesState('before', 'Delivered');
  const told = await isTold(
    alice,
    bob.account,
    changedLast(list => void list.devices.pop()),
  );
  await linkLaptop(bob.client, world.server.url);
  await alice.writes('to all of them');
  const [, what = ''] = words('system_devices_conflict').split('{name}');
  await page.getByText(what.trim()).waitFor();
  await alice.seesState('to all of them', 'Not sent');
  await page.getByText(words('error_untrusted_devices')).waitFor();
  await page
    .getByRole('listitem')
    .filter({ hasText: what.trim() })
    .getByRole('link', { name: words('system_verify') })
    .click();
  await page.waitForURL(/\/info/);
  await told();
  await page.goto(`/chat/${bob.account}`);
  await alice
    .message('to all of them')
    .getByRole('button', { name: words('message_retry') })
    .click();
  await alice.seesState('to all of them', 'Delivered');
});

test('that the server shows the own devices differently to somebody else is told at once, with the way to their list', async t => {
  const world = await createWorld(t);
  const nora = await world.person('Nora');
  const { page, words } = nora;
  const lie = await underAnotherKey(nora.account);
  const carla = await register({
    server: world.server.url,
    phone: '+15550609999',
    name: 'Carla',
    store: createMemoryStore(),
    code: async ({ developmentCode = '' }) => developmentCode,
    fetch: lyingFetch(() => ({ about: nora.account, lie })),
  });
  carla.connect();
  const { id } = await carla.sendText(nora.account, 'hello');
  await carla.waitFor(id, 'delivered');
  await carla.close();
  await page.getByText(words('devices_conflict')).waitFor();
  await page.getByRole('button', { name: words('devices_title'), exact: true }).click();
  await page.waitForURL(/\/settings\/devices/);
});
