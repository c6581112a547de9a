import assert from 'node:assert/strict';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { temporaryPath } from '../lib/temporary-path.testing.ts';
import { openMoment } from './moment-sqlite.ts';

/** Hands each number on: waiting in the first file, then in the second too, then only there, then done. */
function startHandingOn(first: string, second: string): Worker {
  const source = `
    const { DatabaseSync } = require('node:sqlite');
    const { workerData: [a, b] } = require('node:worker_threads');
    const [first, second] = [new DatabaseSync(a, { timeout: 5000 }), new DatabaseSync(b, { timeout: 5000 })];
    for (const db of [first, second]) db.exec('PRAGMA synchronous = OFF');
    for (let n = 1; ; n++) {
      first.exec('BEGIN; INSERT INTO waiting VALUES (' + n + '); UPDATE counts SET given = ' + n + '; COMMIT');
      second.exec('INSERT INTO waiting VALUES (' + n + ')');
      first.exec('DELETE FROM waiting WHERE n = ' + n);
      first.exec('UPDATE counts SET done = ' + n);
      second.exec('DELETE FROM waiting WHERE n = ' + n);
      if (n % 20 === 0) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2); // quiet now and then
    }`;
  return new Worker(source, { eval: true, workerData: [first, second] });
}

test('D1 what is handed from file to file is in a moment of both, in one of them at least', async t => {
  const [first, second] = [temporaryPath(), temporaryPath()];
  for (const path of [first, second]) {
    const db = new DatabaseSync(path);
    db.exec(
      'PRAGMA journal_mode = WAL; CREATE TABLE waiting (n INTEGER PRIMARY KEY); CREATE TABLE counts (given, done)',
    );
    db.exec('INSERT INTO counts VALUES (0, 0)');
    db.close();
  }
  const worker = startHandingOn(first, second);
  t.after(() => worker.terminate());
  let under = 0;
  for (let round = 0; round < 1_000 || under < 20; round++) {
    const moment = await openMoment(
      new Map([
        ['first', first],
        ['second', second],
      ]),
    );
    const [a, b] = [moment.stores.get('first')!, moment.stores.get('second')!];
    const { given, done } = a.prepare('SELECT given, done FROM counts').get() as { given: number; done: number };
    const waiting = [a, b].flatMap(db =>
      db
        .prepare('SELECT n FROM waiting')
        .all()
        .map(row => Number(row.n)),
    );
    for (let n = done + 1; n <= given; n++) assert.ok(waiting.includes(n), `${n} of ${given} is nowhere`);
    if (given > done) under++;
    moment.close();
    await setImmediate();
  }
});
