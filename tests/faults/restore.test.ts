// An operator puts an older copy of the data folder back, and everybody goes on: what is sent from then on arrives, once and in
// order; what was shown before is not shown again. What only the lost server knew is lost: that is all.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Client } from '@parley/client';
import { registerRawDevice } from '../../dev/raw-device.ts';
import { claimMany } from '../support/claim-keys.ts';
import { createCli } from '../support/cli.ts';
import { createPeople, type People, texts } from '../support/people.ts';
import { type ServerProcess, startServerProcess } from '../support/server-process.ts';

interface World {
  readonly server: ServerProcess;
  readonly people: People;
  /** Copies the data of a server that is not running. */
  copy(): void;
  /** Puts the copy in the place of the data, as an operator does; also more than once. */
  putBack(): void;
}

async function createWorld(t: TestContext): Promise<World> {
  const server = await startServerProcess(t, { env: { PARLEY_SENDS_PER_SECOND: '0' } });
  const folder = mkdtempSync(join(tmpdir(), 'parley-backup-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const backup = join(folder, 'data');
  return {
    server,
    people: createPeople(t, server.url),
    copy: () => cpSync(server.data, backup, { recursive: true }),
    putBack() {
      rmSync(server.data, { recursive: true });
      cpSync(backup, server.data, { recursive: true });
    },
  };
}

const lines = (name: string, count: number): string[] => Array.from({ length: count }, (_, i) => `${name} ${i + 1}`);

async function sendAll(from: Client, to: Client, all: readonly string[], state: 'sent' | 'delivered'): Promise<void> {
  const sent = await Promise.all(all.map(text => from.sendText(to.account, text)));
  await Promise.all(sent.map(({ id }) => from.waitFor(id, state)));
}

async function online(...clients: Client[]): Promise<void> {
  for (const client of clients) client.connect();
  await Promise.all(clients.map(client => client.whenOnline()));
}

/** Every text that comes in from others, as often as it is told. */
function told(client: Client): (string | undefined)[] {
  const all: (string | undefined)[] = [];
  client.on('message', ({ text, outgoing }) => outgoing || all.push(text));
  client.on('parked', ({ id }) => all.push(`unreadable: ${id}`));
  return all;
}

for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
  test(`D1 D3 D4 D7 D9 an older copy is put back after ${signal}, twice: what is sent then arrives once, nothing is shown again`, {
    timeout: 300_000,
  }, async t => {
    const { server, people, copy, putBack } = await createWorld(t);
    const alice = (await people.register('Alice')).client;
    const bobby = await people.register('Bob');
    const bob = bobby.client;
    await online(alice, bob);
    const heard = [told(alice), told(bob)];
    const expected = [lines('b0', 20), lines('a0', 20)];
    await Promise.all([sendAll(alice, bob, expected[1]!, 'delivered'), sendAll(bob, alice, expected[0]!, 'delivered')]);
    await server.kill(signal);
    copy();
    await server.start();
    for (const round of [1, 2]) {
      await online(alice, bob);
      // As many turns as it takes for the ratchet to have left behind what the copy knows.
      for (let turn = 0; turn < 8; turn++) {
        for (const [i, from, to] of [
          [1, alice, bob],
          [0, bob, alice],
        ] as const) {
          const some = lines(`lost ${round}.${turn} to ${i}`, 4);
          await sendAll(from, to, some, 'delivered');
          expected[i]!.push(...some);
        }
      }
      await server.kill(signal);
      putBack();
      await server.start();
      await online(alice, bob);
      for (const [i, from, to] of [
        [1, alice, bob],
        [0, bob, alice],
      ] as const) {
        const some = lines(`after ${round} to ${i}`, 30);
        await sendAll(from, to, some, 'delivered');
        expected[i]!.push(...some);
      }
    }
    assert.deepEqual(heard, expected);
    const shown = await texts(bob, alice.account);
    assert.equal(shown.length, expected[0]!.length + expected[1]!.length);
  });
}

test('D2 D4 D5 D9 what waits in the copy and was taken since is not shown again; who was away loses nothing that waited', {
  timeout: 300_000,
}, async t => {
  const { server, people, copy, putBack } = await createWorld(t);
  const alice = (await people.register('Alice')).client;
  const bobby = await people.register('Bob');
  const carla = await people.register('Carla');
  await online(alice, bobby.client);
  await sendAll(bobby.client, alice, ['hello'], 'delivered');
  await sendAll(alice, bobby.client, ['first'], 'delivered');
  await bobby.client.close();
  await sendAll(alice, bobby.client, lines('waiting', 30), 'sent');
  await sendAll(alice, carla.client, lines('for Carla', 30), 'sent');
  await server.kill('SIGTERM');
  copy();
  await server.start();
  const bob = await people.reopen(bobby);
  const heard = told(bob);
  await online(alice, bob);
  for (let turn = 0; turn < 8; turn++) {
    await sendAll(bob, alice, [`back ${turn}`], 'delivered');
    await sendAll(alice, bob, [`forth ${turn}`], 'delivered');
  }
  const before = [...heard];
  await server.kill('SIGKILL');
  putBack();
  await server.start();
  await online(alice, bob, carla.client);
  await sendAll(alice, bob, ['last'], 'delivered');
  await sendAll(alice, carla.client, ['and last'], 'delivered');
  assert.deepEqual(before, [...lines('waiting', 30), ...Array.from({ length: 8 }, (_, i) => `forth ${i}`)]);
  assert.deepEqual(heard, [...before, 'last']);
  assert.deepEqual(await texts(carla.client, alice.account), [...lines('for Carla', 30), 'and last']);
});

test('F27 F28 no one-time prekey is handed out again from the copy, and devices fill up when they connect', {
  timeout: 300_000,
}, async t => {
  const { server, people, copy, putBack } = await createWorld(t);
  const bob = (await people.register('Bob')).client;
  const stranger = await registerRawDevice(server.url, '+15552100001');
  await server.kill('SIGTERM');
  copy();
  await server.start();
  const before = await claimMany(server, stranger, bob, 10);
  assert.deepEqual(new Set(before).size, 10);
  await server.kill();
  putBack();
  await server.start();
  assert.match(server.logs(), /is a copy or was restored/);
  assert.deepEqual(await claimMany(server, stranger, bob, 3), [], 'last-resort keys alone');
  await online(bob);
  let after: number[] = [];
  while (after.length === 0) after = await claimMany(server, stranger, bob, 1);
  assert.deepEqual(
    after.filter(id => before.includes(id)),
    [],
  );
  await server.kill();
  await server.start();
  assert.equal((await claimMany(server, stranger, bob, 5)).length, 5, 'a crash alone takes none away');
});

test('F28 `parley restored` removes them where a start cannot tell, and not beside a running server', {
  timeout: 300_000,
}, async t => {
  const { server, people } = await createWorld(t);
  const bob = (await people.register('Bob')).client;
  const stranger = await registerRawDevice(server.url, '+15552100002');
  const cli = createCli(t);
  const refused = await cli.run('restored', '--data', server.data);
  assert.notEqual(refused.code, 0);
  assert.match(refused.stderr, /another server is using the data folder/);
  await server.kill();
  const ran = await cli.run('restored', '--data', server.data);
  assert.equal(ran.code, 0, ran.stderr);
  assert.match(ran.stdout, /^105 one-time prekeys removed.*Start the server now/s);
  await server.start();
  assert.deepEqual(await claimMany(server, stranger, bob, 3), []);
  assert.doesNotMatch(server.logs(), /is a copy or was restored/);
  const nowhere = await cli.run('restored', '--data', join(server.data, 'nowhere'));
  assert.match(nowhere.stderr, /no server's data/);
});

test('D4 D7 an older copy is put back: a group of before goes on, nothing is shown again, and no tick comes too early', {
  timeout: 120_000,
}, async t => {
  const { server, people, copy, putBack } = await createWorld(t);
  const alice = (await people.register('Alice')).client;
  const bobby = await people.register('Bob');
  const bob = bobby.client;
  await online(alice, bob);
  const { id } = await alice.createGroup({ name: 'Climbing', members: [bob.account] });
  const say = async (text: string, state: 'sent' | 'delivered'): Promise<void> => {
    await alice.waitFor((await alice.sendText(id, text)).id, state);
  };
  await say('before', 'delivered');
  await server.kill('SIGTERM');
  copy();
  await server.start();
  await online(alice, bob);
  for (const text of lines('lost', 5)) await say(text, 'delivered');
  await server.kill('SIGKILL');
  await bob.close();
  putBack();
  await server.start();
  await online(alice);
  const offline = await alice.sendText(id, 'after');
  await alice.waitFor(offline.id, 'sent');
  // What Bob had got of the lost server says nothing of this one.
  await alice.waitFor((await alice.sendText(id, 'and more')).id, 'sent');
  assert.deepEqual(
    (await alice.receipts(offline.id)).map(({ state }) => state),
    ['sent'],
  );
  const back = await people.reopen(bobby);
  await online(back);
  await alice.waitFor(offline.id, 'delivered');
  const all = ['before', ...lines('lost', 5), 'after', 'and more'];
  const shown = async (client: Client) => (await texts(client, id)).filter(text => text !== undefined);
  while ((await shown(back)).length < all.length) await new Promise(setImmediate);
  assert.deepEqual(await shown(back), all);
  assert.deepEqual(await shown(alice), all);
});
