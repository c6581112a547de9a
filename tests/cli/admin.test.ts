// The operator's commands for a running server.
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Client, createMemoryStore, register } from '@parley/client';
import { createCli } from '../support/cli.ts';
import { createPeople, texts } from '../support/people.ts';
import { startServerProcess } from '../support/server-process.ts';

async function createWorld(t: TestContext) {
  const server = await startServerProcess(t);
  const cli = createCli(t);
  const admin = (...args: string[]) => cli.run('admin', ...args, '--data', server.data);
  return { server, admin, people: createPeople(t, server.url) };
}

async function online(...clients: Client[]): Promise<void> {
  for (const client of clients) client.connect();
  await Promise.all(clients.map(client => client.whenOnline()));
}

const stopped = (client: Client): Promise<string | undefined> =>
  new Promise(resolve => client.on('connection', ({ state, reason }) => state === 'stopped' && resolve(reason)));

async function registerAnew(t: TestContext, { server, phone }: Client): Promise<Client> {
  const code = async ({ developmentCode = '' }) => developmentCode;
  const client = await register({ server, phone, name: 'Bob', store: createMemoryStore(), code });
  t.after(client.close);
  return client;
}

const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));

test('an operator sees who there is, what waits for whom and for how long', { timeout: 60_000 }, async t => {
  const { admin, people } = await createWorld(t);
  const [alice, bob] = [(await people.register('Alice')).client, (await people.register('Bob')).client];
  const carla = (await people.register('Carla')).client;
  await online(alice);
  assert.equal((await admin('queues')).stdout, 'Nothing waits for anybody.\n');
  await alice.waitFor((await alice.sendText(carla.account, 'first')).id, 'sent');
  for (const text of ['one', 'two']) await alice.waitFor((await alice.sendText(bob.account, text)).id, 'sent');

  const all = lines((await admin('accounts', '--json')).stdout);
  assert.deepEqual(
    all.map(({ account }) => account),
    [alice, bob, carla].map(({ account }) => account).sort(),
  );
  const [one] = lines((await admin('accounts', bob.phone, '--json')).stdout);
  assert.deepEqual(
    [one.account, one.phone, one.devices[0].device, one.devices[0].waiting],
    [bob.account, bob.phone, 1, 2],
  );
  const page = await admin('accounts', '--limit', '2');
  assert.equal(page.stdout.trim().split('\n').length, 2);
  assert.match(page.stderr, new RegExp(`--after ${all[1].account}`));
  const [rest] = lines((await admin('accounts', '--after', all[1].account, '--json')).stdout);
  assert.equal(rest.account, all[2].account);

  const byCount = lines((await admin('queues', '--json')).stdout);
  assert.deepEqual(
    byCount.map(({ phone, device, rows }) => [phone, device, rows]),
    [
      [bob.phone, 1, 2],
      [carla.phone, 1, 1],
    ],
  );
  const byAge = lines((await admin('queues', '--by', 'age', '--limit', '1', '--json')).stdout);
  assert.deepEqual(
    byAge.map(({ account }) => account),
    [carla.account],
  );
  assert.match((await admin('queues')).stdout, /^ +2 waiting, the oldest for \d+ s {2}\w+ \+\d+ device 1\n/);
  const nobody = await admin('accounts', '+15559999999');
  assert.deepEqual([nobody.code, nobody.stderr], [2, 'parley: there is no account +15559999999 on this server\n']);
});

test('whose sessions are ended registers again and is the same account; others go on', { timeout: 60_000 }, async t => {
  const { admin, people } = await createWorld(t);
  const [alice, bob] = [(await people.register('Alice')).client, (await people.register('Bob')).client];
  await online(alice, bob);
  const over = stopped(bob);
  const ended = await admin('end-sessions', bob.phone);
  assert.match(ended.stdout, /^Ended for \w+ \+\d+: device 1\./, ended.stderr);
  assert.equal(await over, 'unauthorized');
  assert.equal(alice.connection.state, 'online');
  const back = await registerAnew(t, bob);
  assert.equal(back.account, bob.account);
  await online(back);
  await alice.waitFor((await alice.sendText(back.account, 'welcome back')).id, 'delivered');
});

test('an account that is deleted is gone with its devices; its number is free, and a group goes on without it', {
  timeout: 60_000,
}, async t => {
  const { server, admin, people } = await createWorld(t);
  const [alice, bob] = [(await people.register('Alice')).client, (await people.register('Bob')).client];
  const carla = (await people.register('Carla')).client;
  await online(alice, bob, carla);
  const { id: group } = await alice.createGroup({ name: 'Climbing', members: [bob.account, carla.account] });
  await alice.waitFor((await alice.sendText(group, 'all of us')).id, 'delivered');
  await alice.waitFor((await alice.sendText(bob.account, 'hello')).id, 'delivered');

  assert.match((await admin('delete', bob.phone)).stderr, /say --yes/);
  const over = stopped(bob);
  const deleted = await admin('delete', bob.phone, '--yes', '--json');
  assert.equal(JSON.parse(deleted.stdout).account, bob.account, deleted.stderr);
  assert.equal(await over, 'unlinked');
  for (const restart of [false, true]) {
    if (restart) {
      await server.kill();
      await server.start();
      await online(alice, carla);
    }
    const [listed] = lines((await admin('accounts', bob.account, '--json')).stdout);
    assert.deepEqual([listed.phone, listed.devices], ['', []]);
    await assert.rejects(alice.waitFor((await alice.sendText(bob.account, 'still there?')).id, 'sent'), {
      code: 'unknown_account',
    });
    const members = (await alice.group(group))?.members.map(({ account }) => account);
    assert.deepEqual(members, [alice.account, carla.account]);
    const text = `without Bob ${restart}`;
    await alice.sendText(group, text);
    while (!(await texts(carla, group)).includes(text)) await new Promise(setImmediate);
    await carla.sendText(group, `answer to ${text}`);
    while (!(await texts(alice, group)).includes(`answer to ${text}`)) await new Promise(setImmediate);
  }
  const dora = (await people.register('Dora')).client;
  await online(dora);
  const { id } = await dora.sendText(bob.account, 'who has never heard of it');
  await assert.rejects(dora.waitFor(id, 'sent'), { code: 'unknown_account' });
  const again = await admin('delete', bob.account, '--yes');
  assert.equal(again.code, 0, 'what a crash has left is finished by doing it again');
  const other = await registerAnew(t, bob);
  assert.notEqual(other.account, bob.account);
  await online(other);
  await other.waitFor((await other.sendText(alice.account, 'new here')).id, 'delivered');
});

test('what waits for an account goes with it', async t => {
  const { admin, people } = await createWorld(t);
  const [alice, bob] = [(await people.register('Alice')).client, (await people.register('Bob')).client];
  await online(alice);
  await alice.waitFor((await alice.sendText(bob.account, 'one')).id, 'sent');
  assert.match((await admin('queues')).stdout, /^ +1 waiting/);
  assert.equal((await admin('delete', bob.account, '--yes')).code, 0);
  assert.equal((await admin('queues')).stdout, 'Nothing waits for anybody.\n');
});

test('only who reads the file of this start is answered, and it goes with the server', { timeout: 60_000 }, async t => {
  const { server, admin } = await createWorld(t);
  const path = join(server.data, 'admin.json');
  assert.equal(statSync(path).mode & 0o777, 0o600);
  const { url, token } = JSON.parse(readFileSync(path, 'utf8'));
  assert.equal(new URL(url).hostname, '127.0.0.1');
  const status = async (authorization: string, at = '/accounts') =>
    (await fetch(`${url}${at}`, { headers: { authorization } })).status;
  assert.equal(await status(`Bearer ${token}`), 200);
  for (const wrong of ['', 'Bearer ', `Bearer ${token}x`, `Bearer ${token.slice(1)}`, `Basic ${token}`]) {
    assert.equal(await status(wrong), 401, wrong);
    assert.equal(await status(wrong, '/nothing'), 401, wrong);
  }
  for (const at of ['/', '/nothing', '/accounts/a/b/c', '/accounts/a/keys', '/queues/x']) {
    assert.equal(await status(`Bearer ${token}`, at), 404, at);
  }
  // Nothing of it on the port that others reach.
  for (const at of ['/accounts', '/queues', '/v1/admin/accounts']) {
    assert.notEqual(
      (await fetch(`${server.url}${at}`, { headers: { authorization: `Bearer ${token}` } })).status,
      200,
      at,
    );
  }
  await server.kill();
  assert.match((await admin('accounts')).stderr, /does not answer: it has ended/);
  await server.start();
  assert.equal((await admin('accounts')).code, 0);
  await server.kill('SIGTERM');
  assert.match((await admin('accounts')).stderr, /no server can be asked about/);
});
