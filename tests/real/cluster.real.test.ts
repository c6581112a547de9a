// People who write to each other through a whole cluster, processes of which are killed meanwhile.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startCluster } from '../../dev/cluster/start.ts';
import { createPeople, texts } from '../support/people.ts';
import { assertGone } from './support/processes.ts';

test('what is written and attached is there after processes of every role were killed', {
  timeout: 120_000,
}, async t => {
  const cluster = await startCluster({ env: { PARLEY_WEB: 'none' } });
  const people = createPeople(t, cluster.url);
  t.after(() => cluster.stop());
  const alice = await people.register('Alice');
  const bob = await people.register('Bob');
  alice.client.connect();
  const text = await alice.client.sendText(bob.client.account, 'before');
  const file = { source: new Blob(['the whole file']), name: 'a.txt', type: 'text/plain' };
  const withFile = await alice.client.sendFiles(bob.client.account, [file], { text: 'with a file' });
  for (const { id } of [text, withFile]) await alice.client.waitFor(id, 'sent');

  const victims = (['messages', 'fanout', 'accounts', 'groups', 'assets', 'gateway'] as const).map(
    role => cluster.processesOf(role)[0]!,
  );
  await Promise.all(victims.map(victim => victim.kill()));
  await Promise.all(victims.map(victim => victim.restart()));

  bob.client.connect();
  await bob.client.whenOnline();
  assert.deepEqual(await texts(bob.client, alice.client.account), ['before', 'with a file']);
  const content = await bob.client.openAttachment(withFile.id, 0);
  assert.equal(await new Response(content as ReadableStream).text(), 'the whole file');
});

test('stopped, a cluster leaves no process behind', { timeout: 120_000 }, async () => {
  const counts = { gateway: 1, accounts: 1, groups: 1, assets: 0 };
  const cluster = await startCluster({ counts, replicas: 0, env: { PARLEY_WEB: 'none' } });
  assert.equal((await fetch(`${cluster.url}/readyz`)).status, 200);
  assert.equal((await fetch(`${cluster.urlOf('accounts-1')}/v1/account`)).status, 401);
  await cluster.stop();
  assertGone(cluster.processes);
});
