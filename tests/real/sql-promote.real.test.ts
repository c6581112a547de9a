// The operator's commands on a database with a replica: invites, what a lost primary must not make true twice, the promotion.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { AccountId } from '@parley/protocol';
import { startMariadb } from '../../dev/parts/mariadb.ts';
import { openSqlKeyStore } from '../../server/src/keys/key-store-sql.ts';
import { createCli } from '../support/cli.ts';

const device = { account: 'a'.repeat(32) as AccountId, device: 1 };
const oneTime = (...ids: number[]) => ids.map(id => ({ id, key: Uint8Array.of(5, id) }));

test('F28 a promotion without the old primary hands out no key twice; one with it loses none', async t => {
  const mariadb = await startMariadb({ replicas: 1 });
  t.after(mariadb.stop);
  const { primary, replicas, ask, password } = mariadb;
  const [one, two] = [`127.0.0.1:${primary.ports[0]}`, mariadb.replicaAddresses[0]!];
  const url = mariadb.url.replace(one, `${one},${two}`);
  const folder = mkdtempSync(join(tmpdir(), 'parley-promote-'));
  t.after(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'password'), 'secret\n');
  await ask(primary, "CREATE USER operator@'%' IDENTIFIED BY 'secret'; GRANT ALL ON *.* TO operator@'%'");
  const cli = createCli(t, { PARLEY_SQL: url, PARLEY_SQL_PASSWORD: password });
  const who = ['--admin', 'operator', '--admin-password-file', join(folder, 'password')];
  const promote = (to: string) => cli.run('sql', 'promote', '--to', to, ...who, '--json');

  const invited = await cli.run('invite', '--json');
  assert.equal(invited.code, 0, invited.stderr);
  const keys = await openSqlKeyStore({ kind: 'mysql', url, password });
  t.after(keys.close);
  await keys.put(device, { oneTime: oneTime(1, 2, 3) }, 100);
  assert.equal((await keys.takeOneTime(device))?.id, 1);
  const strange = await promote('127.0.0.1:1');
  assert.match(strange.stderr, /127\.0\.0\.1:1 is not among the hosts of --sql/);
  const moved = await promote(two);
  assert.deepEqual([moved.stderr, JSON.parse(moved.stdout)], ['', { to: two, from: one, oneTimeKeysRemoved: 0 }]);
  assert.equal((await keys.takeOneTime(device))?.id, 2, 'from the new primary');

  const from = `MASTER_HOST='127.0.0.1', MASTER_PORT=${replicas[0]!.ports[0]}, MASTER_USER='parley'`;
  await ask(
    primary,
    `CHANGE MASTER TO ${from}, MASTER_PASSWORD='${password}', MASTER_USE_GTID=current_pos; START SLAVE`,
  );
  const position = await ask(replicas[0]!, 'SELECT @@gtid_binlog_pos');
  assert.equal(await ask(primary, `SELECT MASTER_GTID_WAIT('${position}', 10)`), '0');
  await replicas[0]!.kill();
  const lost = await promote(one);
  assert.deepEqual([lost.stderr, JSON.parse(lost.stdout)], ['', { to: one, from: null, oneTimeKeysRemoved: 1 }]);
  assert.equal(await keys.takeOneTime(device), undefined);
  await keys.put(device, { oneTime: oneTime(3, 4) }, 100);
  assert.equal((await keys.takeOneTime(device))?.id, 4);
  await keys.put(device, { oneTime: oneTime(5, 6) }, 100);
  const restored = await cli.run('restored', '--json');
  assert.deepEqual([restored.stderr, JSON.parse(restored.stdout)], ['', { oneTimeKeysRemoved: 2 }]);
});
