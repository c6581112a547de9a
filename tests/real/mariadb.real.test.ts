// MariaDB with its replicas, as a client sees it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Connection, createConnection } from 'mysql2/promise';
import { type Mariadb, startMariadb } from '../../dev/parts/mariadb.ts';
import { assertGone } from './support/processes.ts';

let mariadb: Mariadb;
before(async () => {
  mariadb = await startMariadb();
});
after(() => mariadb?.stop());

async function query(uri: string, sql: string): Promise<unknown> {
  const url = new URL(uri);
  url.password = mariadb.password;
  const connection: Connection = await createConnection(url.href);
  try {
    return (await connection.query(sql))[0];
  } finally {
    await connection.end();
  }
}

const onReplica = (index: number): string => `mysql://parley@${mariadb.replicaAddresses[index]}/parley`;

test('what the primary is told is on both replicas, which take no writes', async () => {
  await query(mariadb.url, 'CREATE TABLE words (word VARCHAR(20) PRIMARY KEY)');
  await query(mariadb.url, "INSERT INTO words VALUES ('día'), ('😀')");
  await mariadb.untilReplicated();
  for (const index of [0, 1]) {
    assert.deepEqual(await query(onReplica(index), 'SELECT word FROM words'), [{ word: 'día' }, { word: '😀' }]);
    await assert.rejects(query(onReplica(index), "INSERT INTO words VALUES ('no')"), {
      code: 'ER_OPTION_PREVENTS_STATEMENT',
    });
  }
});

test('a killed primary comes back with what it has said yes to, and its replicas follow it again', async () => {
  await query(mariadb.url, "INSERT INTO words VALUES ('before')");
  await mariadb.primary.kill();
  await assert.rejects(query(mariadb.url, 'SELECT 1'), { code: 'ECONNREFUSED' });
  await mariadb.primary.restart();
  await query(mariadb.url, "INSERT INTO words VALUES ('after')");
  await mariadb.untilReplicated();
  const rows = await query(onReplica(1), "SELECT word FROM words WHERE word IN ('before', 'after') ORDER BY word");
  assert.deepEqual(rows, [{ word: 'after' }, { word: 'before' }]);
});

test('a killed replica catches up with what it has missed', async () => {
  await mariadb.replicas[0]!.kill();
  await query(mariadb.url, "INSERT INTO words VALUES ('missed')");
  await mariadb.replicas[0]!.restart();
  await mariadb.untilReplicated();
  assert.deepEqual(await query(onReplica(0), "SELECT word FROM words WHERE word = 'missed'"), [{ word: 'missed' }]);
});

test('a database of its own is empty, and the user may use it', async () => {
  const url = await mariadb.createDatabase('parley_other');
  assert.deepEqual(await query(url, 'SHOW TABLES'), []);
  await query(url, 'CREATE TABLE words (word VARCHAR(20) PRIMARY KEY)');
});

test('stopped, it leaves no process and no folder behind', async () => {
  const other = await startMariadb({ replicas: 0 });
  await other.stop();
  assertGone([other.primary]);
});
