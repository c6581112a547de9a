// What a cluster without a mailbox keeps in files is backed up while it serves, and put back beside the database.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startCluster } from '../../dev/cluster/start.ts';
import { createCli } from '../support/cli.ts';
import { createPeople, texts } from '../support/people.ts';

test('F28 a cluster whose disks of messages and fan-out are lost goes on from their backup', async t => {
  const counts = { gateway: 1, accounts: 1, groups: 1, messages: 1, fanout: 1, assets: 0 };
  const cluster = await startCluster({ counts, replicas: 0, mailboxNodes: 0, env: { PARLEY_WEB: 'none' } });
  t.after(() => cluster.stop());
  const backups = mkdtempSync(join(tmpdir(), 'parley-backups-'));
  t.after(() => rmSync(backups, { recursive: true }));
  const cli = createCli(t, { PARLEY_SQL: cluster.mariadb.url, PARLEY_SQL_PASSWORD: cluster.mariadb.password });
  const done = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await cli.run(...args);
    assert.equal(code, 0, stderr);
    return stdout;
  };
  const people = createPeople(t, cluster.url);
  const [alice, bob] = [(await people.register('Alice')).client, (await people.register('Bob')).client];
  const send = async (text: string): Promise<void> => {
    await alice.waitFor((await alice.sendText(bob.account, text)).id, 'sent');
  };
  alice.connect();
  await send('in the backup');
  for (const name of ['messages-1', 'fanout-1']) {
    await done('backup', join(backups, name), '--data', cluster.dataOf(name));
  }
  await send('after the backup');

  const roles = (['accounts', 'groups', 'messages', 'fanout', 'gateway'] as const).flatMap(cluster.processesOf);
  await Promise.all(roles.map(one => one.kill()));
  for (const name of ['messages-1', 'fanout-1']) {
    rmSync(cluster.dataOf(name), { recursive: true });
    await done('restore', join(backups, name), '--data', cluster.dataOf(name));
  }
  await cluster.redis.empty();
  assert.match(await done('restored', '--data', cluster.dataOf('accounts-1')), /^[1-9]\d* one-time prekeys removed/);
  await Promise.all(roles.map(one => one.restart()));

  bob.connect();
  await bob.whenOnline();
  assert.deepEqual(await texts(bob, alice.account), ['in the backup']);
  const { id } = await alice.sendText(bob.account, 'after it was put back');
  await alice.waitFor(id, 'delivered');
  assert.deepEqual(await texts(bob, alice.account), ['in the backup', 'after it was put back']);
});
