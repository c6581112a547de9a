// What a process does while its database stands still, is gone, or has moved to another server.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { startMariadb } from '../../../dev/parts/mariadb.ts';
import { type Promotion, promote } from './mysql-promote.ts';
import { parseMysqlUrl } from './mysql-url.ts';
import { type MysqlSource, openSqlDatabase, type SqlDatabase } from './sql-database.ts';
import { UnavailableError } from './unavailable.ts';

interface Tables {
  notes: { id: number; text: string };
}
type Db = SqlDatabase<Tables>;

const open = (source: MysqlSource): Promise<Db> =>
  openSqlDatabase<Tables>({
    source,
    what: 'notes',
    migrations: [
      async ({ schema }) => {
        const table = schema.createTable('notes').addColumn('id', 'integer', column => column.primaryKey());
        await table.addColumn('text', 'varchar(200)').execute();
      },
    ],
  });

/** As docs/database.md has them. */
const GRANTS = `
  CREATE USER app@'%' IDENTIFIED BY 'app';
  GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX ON parley.* TO app@'%';
  CREATE USER operator@'%' IDENTIFIED BY 'secret';
  GRANT BINLOG MONITOR, REPLICA MONITOR, REPLICATION SLAVE ADMIN, READ_ONLY ADMIN, CONNECTION ADMIN, PROCESS, RELOAD ON *.* TO operator@'%';
  GRANT SELECT, INSERT, UPDATE ON parley.* TO operator@'%'`;

let ids = 0;
const write = ({ transaction }: Db, id = ++ids) =>
  transaction(async db => {
    await db.insertInto('notes').values({ id, text: 'x' }).execute();
    return id;
  });
const written = async ({ db }: Db) => (await db.selectFrom('notes').select('id').execute()).map(({ id }) => id);
const isUnavailable = (error: unknown): boolean => error instanceof UnavailableError;

/** Until it goes well, with nothing but temporary errors before. */
async function untilWritten(db: Db, withinMs = 15_000): Promise<number> {
  for (const until = performance.now() + withinMs; ; ) {
    try {
      return await write(db);
    } catch (error) {
      assert.ok(isUnavailable(error), String(error));
      assert.ok(performance.now() < until, `not within ${withinMs} ms: ${error}`);
      await new Promise(setImmediate);
    }
  }
}

test('while the database stands still requests fail within seconds as unavailable, and go well by themselves after', async t => {
  const mariadb = await startMariadb({ replicas: 0 });
  t.after(mariadb.stop);
  const db = await open({ kind: 'mysql', url: mariadb.url, password: mariadb.password, pool: 4 });
  t.after(db.close);
  await Promise.all([write(db), write(db), write(db), write(db)]);
  mariadb.primary.pause();
  const began = performance.now();
  const answers = await Promise.allSettled(Array.from({ length: 20 }, () => write(db)));
  assert.ok(answers.every(answer => answer.status === 'rejected' && isUnavailable(answer.reason)));
  assert.ok(performance.now() - began < 10_000);
  mariadb.primary.resume();
  await untilWritten(db);

  await mariadb.primary.kill();
  const gone = performance.now();
  await assert.rejects(write(db), isUnavailable);
  await assert.rejects(write(db), isUnavailable);
  assert.ok(performance.now() - gone < 5_000);
  await mariadb.primary.restart();
  const last = await untilWritten(db);
  assert.ok((await written(db)).includes(last));
});

test('who waits too long for a connection is told that it is unavailable, and others are not', async t => {
  const mariadb = await startMariadb({ replicas: 0 });
  t.after(mariadb.stop);
  const db = await open({ kind: 'mysql', url: mariadb.url, password: mariadb.password, pool: 1 });
  t.after(db.close);
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  const slow = db.transaction(() => held);
  await assert.rejects(write(db), { name: 'UnavailableError', message: /all 1 connections .* busy/ });
  const patient = write(db);
  letGo();
  await slow;
  await patient;
  assert.equal((await written(db)).length, 1);
});

test('who waits too long for a row is told so within seconds; a short wait is none', async t => {
  const mariadb = await startMariadb({ replicas: 0 });
  t.after(mariadb.stop);
  const db = await open({ kind: 'mysql', url: mariadb.url, password: mariadb.password, pool: 4 });
  t.after(db.close);
  const id = await write(db);
  const change = ({ transaction }: Db, text: string) =>
    transaction(async at => {
      await at.updateTable('notes').set({ text }).where('id', '=', id).execute();
    });
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
  const { promise: isHeld, resolve: hold } = Promise.withResolvers<void>();
  const slow = db.transaction(async at => {
    await at.updateTable('notes').set({ text: 'slow' }).where('id', '=', id).execute();
    hold();
    await held;
  });
  await isHeld;
  const began = performance.now();
  await assert.rejects(change(db, 'late'), isUnavailable);
  await assert.rejects(db.db.deleteFrom('notes').where('id', '=', id).execute(), isUnavailable);
  assert.ok(performance.now() - began < 14_000);
  const patient = change(db, 'patient');
  letGo();
  await Promise.all([slow, patient]);
  assert.deepEqual(await db.db.selectFrom('notes').selectAll().execute(), [{ id, text: 'patient' }]);
});

test('what was answered is there after kills under load', async t => {
  const mariadb = await startMariadb({ replicas: 0 });
  t.after(mariadb.stop);
  const db = await open({ kind: 'mysql', url: mariadb.url, password: mariadb.password, pool: 4 });
  t.after(db.close);
  const answered: number[] = [];
  const load = new AbortController();
  const writers = Array.from({ length: 8 }, async () => {
    while (!load.signal.aborted) answered.push(await untilWritten(db));
  });
  for (let kills = 1; kills <= 3; kills++) {
    const before = answered.length;
    while (answered.length < before + 50) await new Promise(setImmediate);
    await mariadb.primary.restart(); // kills it first
  }
  load.abort();
  await Promise.all(writers);
  const rows = new Set(await written(db));
  assert.deepEqual(
    answered.filter(id => !rows.has(id)),
    [],
  );
});

/** A primary and its replica, both named to the processes, and what moves all of these to the replica. */
async function startPair(t: TestContext) {
  const mariadb = await startMariadb({ replicas: 1 });
  t.after(mariadb.stop);
  const { primary, replicas, ask, untilReplicated } = mariadb;
  const replica = replicas[0]!;
  const hosts = [primary, replica].map(({ ports }) => ({ host: '127.0.0.1', port: ports[0]! }));
  const url = mariadb.url.replace(/parley@.*\//, `app@${hosts.map(({ host, port }) => `${host}:${port}`).join()}/`);
  await ask(primary, GRANTS);
  const source: MysqlSource = { kind: 'mysql', url, password: 'app', pool: 3 };
  const { user, database } = parseMysqlUrl(url);
  const admin = { user: 'operator', password: 'secret', database, tls: false };
  const promotion = { to: hosts[1]!, hosts, admin, user };
  return { primary, replica, ask, untilReplicated, hosts, source, promotion };
}

test('a promotion moves every process to the new primary, with nothing lost that was answered; an old one comes back in vain', async t => {
  const { primary, replica, ask, hosts, source, promotion } = await startPair(t);
  const processes = [await open(source), await open(source)];
  t.after(() => Promise.all(processes.map(({ close }) => close())));
  const move = (changed: Partial<Promotion> = {}) => promote({ ...promotion, ...changed });

  await assert.rejects(move({ to: hosts[0]! }), /is no replica/);
  await ask(replica, 'STOP SLAVE SQL_THREAD');
  await write(processes[0]!);
  await assert.rejects(move({ waitMs: 300 }), /has not taken in all changes for 300 ms/);
  await ask(replica, 'START SLAVE SQL_THREAD');
  await untilWritten(processes[0]!); // the old primary takes changes again

  const answered: number[] = [];
  const moving = new AbortController();
  const load = processes.map(async db => {
    while (!moving.signal.aborted) answered.push(await untilWritten(db));
  });
  assert.deepEqual(await move(), { epoch: 1, from: hosts[0] });
  for (const db of processes) answered.push(await untilWritten(db));
  moving.abort();
  await Promise.all(load);
  const kept = new Set(await written(processes[0]!));
  assert.deepEqual(
    answered.filter(id => !kept.has(id)),
    [],
  );

  await ask(primary, 'SET GLOBAL read_only = 0');
  await primary.restart();
  const late = await open(source);
  t.after(late.close);
  for (const db of [...processes, late]) answered.push(await untilWritten(db));
  const rows = (await ask(replica, `SELECT id FROM ${promotion.admin.database}.notes_notes`)).split('\n').map(Number);
  assert.deepEqual(
    answered.filter(id => !rows.includes(id)),
    [],
  );
});

test('a primary that was lost takes no changes when it is back, from processes that have seen its successor', async t => {
  const { primary, replica, ask, source, promotion, untilReplicated } = await startPair(t);
  const db = await open(source);
  t.after(db.close);
  await write(db);
  await untilReplicated();
  await primary.kill();
  await assert.rejects(write(db), isUnavailable);
  assert.deepEqual(await promote(promotion), { epoch: 1, from: undefined });
  await untilWritten(db);
  await primary.restart();
  await replica.kill();
  for (let tries = 0; tries < 3; tries++) await assert.rejects(write(db), isUnavailable);
  await replica.restart();
  await ask(replica, 'SET GLOBAL read_only = 0');
  await untilWritten(db);
  assert.equal(await ask(primary, `SELECT COUNT(*) FROM ${promotion.admin.database}.notes_notes`), '1');
});

test('a primary that goes on because whoever promoted another one could not reach it is left within seconds', async t => {
  const { replica, ask, hosts, source, promotion, untilReplicated } = await startPair(t);
  const db = await open(source);
  t.after(db.close);
  await untilReplicated();
  await promote({ ...promotion, hosts: [hosts[1]!] });
  const isThere = async (id: number) =>
    (await ask(replica, `SELECT COUNT(*) FROM ${promotion.admin.database}.notes_notes WHERE id = ${id}`)) === '1';
  const began = performance.now();
  while (!(await isThere(await untilWritten(db)))) assert.ok(performance.now() - began < 12_000);
  assert.ok(await isThere(await untilWritten(db)));
});
