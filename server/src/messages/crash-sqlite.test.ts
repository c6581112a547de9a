// A process that writes is killed in mid-work, again and again; then the store is read.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { systemClock } from '../lib/clock.ts';
import { temporaryPath } from '../lib/temporary-path.testing.ts';
import {
  alicesPhone,
  bobsPhone,
  bobsTablet,
  idsOf,
  readAll,
  testLimits,
  textOf,
  toBob,
} from './message-store.testing.ts';
import { openSqliteMessageStore } from './message-store-sqlite.ts';

const KILLS = 3;
const ACKNOWLEDGED_BEFORE_KILL = 1_500;
const LINE_CHARACTERS = 'stored 1000000\n'.length;

/** Runs the writer until it has said enough, kills it, and answers every line it finished. */
async function writeUntilKilled(path: string, first: number): Promise<string[]> {
  const script = new URL('./crash-writer.testing.ts', import.meta.url).pathname;
  const writer = spawn(process.execPath, [script, path, String(first)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(writer, 'exit');
  let said = '';
  for await (const chunk of writer.stdout) {
    said += chunk;
    if (said.length > ACKNOWLEDGED_BEFORE_KILL * LINE_CHARACTERS) writer.kill('SIGKILL');
  }
  const [, signal] = await exited;
  assert.equal(signal, 'SIGKILL');
  return said.split('\n').slice(0, -1);
}

test('D1 F13 kill -9 under load: what was acknowledged is there once, in order, and nothing is counted wrong', async () => {
  const path = temporaryPath();
  const stored: number[] = [];
  let acked = 0;
  for (let kill = 0; kill < KILLS; kill++) {
    for (const line of await writeUntilKilled(path, kill * 1_000_000 + 1)) {
      const [what, number] = line.split(' ');
      if (what === 'stored') stored.push(Number(number));
      else acked = Math.max(acked, Number(number));
    }
  }
  const store = await openSqliteMessageStore({ path, clock: systemClock, limits: testLimits() });
  const tablet = await readAll(store, bobsTablet);
  const numbers = tablet.map(textOf);
  const found = new Set(numbers);
  assert.equal(found.size, numbers.length);
  assert.deepEqual(
    stored.filter(n => !found.has(n)),
    [],
  );
  assert.deepEqual(
    numbers,
    numbers.toSorted((a, b) => a - b),
  );
  const phone = await readAll(store, bobsPhone);
  assert.ok(acked > 0 && phone.every(({ seq }) => seq > acked));
  const { cursor } = (await store.stat(bobsPhone))!;
  const receipts = (await readAll(store, alicesPhone)).flatMap(idsOf);
  // D7: the receipts name what the phone has acked, each message once.
  assert.deepEqual(receipts, tablet.filter(({ seq }) => seq <= cursor).map(textOf));
  const rows = tablet.length + phone.length + (await readAll(store, alicesPhone)).length;
  assert.equal(store.totals().rows, rows);
  assert.equal((await store.append(toBob(stored[0]!))).kind, 'duplicate');
  await store.close();
});
