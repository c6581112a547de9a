// The operator's commands for a cluster: at any process that has accounts, while inboxes and connections are elsewhere.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from '@parley/client';
import { startCluster } from '../../dev/cluster/start.ts';
import { createCli } from '../support/cli.ts';
import { createPeople } from '../support/people.ts';

const stopped = (client: Client): Promise<string | undefined> =>
  new Promise(resolve => client.on('connection', ({ state, reason }) => state === 'stopped' && resolve(reason)));

const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));

test('an operator sees what waits in another process, and ends devices and accounts that are connected to a third', async t => {
  const counts = { gateway: 2, accounts: 2, groups: 1, messages: 1, fanout: 1, assets: 0 };
  const cluster = await startCluster({ counts, replicas: 0, mailboxNodes: 0, env: { PARLEY_WEB: 'none' } });
  t.after(() => cluster.stop());
  const cli = createCli(t);
  const admin = (at: string, ...args: string[]) => cli.run('admin', ...args, '--data', cluster.dataOf(at));
  const people = createPeople(t, cluster.url);
  const [alice, bob] = [(await people.register('Alice')).client, (await people.register('Bob')).client];
  alice.connect();
  for (const text of ['one', 'two']) await alice.waitFor((await alice.sendText(bob.account, text)).id, 'sent');

  const all = lines((await admin('accounts-1', 'accounts', '--json')).stdout);
  assert.deepEqual(
    all.map(({ account }) => account),
    [alice, bob].map(({ account }) => account).sort(),
  );
  const [queue] = lines((await admin('accounts-2', 'queues', '--json')).stdout);
  assert.deepEqual([queue.account, queue.phone, queue.rows], [bob.account, bob.phone, 2]);

  bob.connect();
  await bob.whenOnline();
  const ends = [stopped(alice), stopped(bob)];
  assert.equal((await admin('accounts-2', 'end-sessions', bob.phone)).code, 0);
  assert.equal((await admin('accounts-1', 'delete', alice.phone, '--yes')).code, 0);
  assert.deepEqual(await Promise.all(ends), ['unlinked', 'unauthorized']);
  assert.match((await admin('accounts-2', 'accounts', alice.phone)).stderr, /there is no account/);

  const elsewhere = await admin('gateway-1', 'accounts');
  assert.equal(elsewhere.code, 1);
  assert.match(elsewhere.stderr, /role accounts/);
});
