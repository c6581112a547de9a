// Several processes on one database: a file that somebody was told is there is there, whatever is swept meanwhile.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { type AccountId, limits } from '@parley/protocol';
import { databaseAt, newDatabase } from '../lib/mysql.testing.ts';
import { createAssets } from './asset-service.ts';
import { openSqlAssetStore } from './asset-store-sql.ts';
import type { Assets } from './assets.ts';
import { openFsBlobStore } from './blob-store-fs.ts';

const people = ['a', 'b', 'c', 'd'].map(letter => letter.repeat(32) as AccountId);
const DAY_MS = 86_400_000;
const ROUNDS = 15;
const bytes = Uint8Array.from({ length: 5_000 }, (_, i) => (i * 7) & 0xff);
const file = { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };

async function* content(): AsyncIterable<Uint8Array> {
  yield bytes;
}

/** Undefined: it was put off, with a temporary error. */
async function upload(assets: Assets, account: AccountId): Promise<string | undefined> {
  const made = await assets.create(account, file);
  const done = 'code' in made || made.ready ? made : await assets.write(account, made.id, 'whole', content());
  if (!('code' in done)) return done.ready ? done.id : undefined;
  assert.equal(done.temporary, true, done.code);
  return undefined;
}

async function read(assets: Assets, id: string): Promise<Buffer> {
  const link = await assets.link(id);
  assert.ok(!('code' in link), JSON.stringify(link));
  const found = await assets.open(link);
  assert.ok(!('code' in found), JSON.stringify(found));
  const parts: Uint8Array[] = [];
  for await (const part of found.read(0, found.size)) parts.push(part);
  return Buffer.concat(parts);
}

test('what comes anew in one process while others sweep it is there when it is said to be', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-assets-real-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const [database, clock] = [newDatabase(), { wall: Date.now() }];
  const processes = await Promise.all(
    people.map(async () => {
      const store = await openSqlAssetStore(await databaseAt(database));
      t.after(store.close);
      const blobs = await openFsBlobStore({ folder: join(folder, 'files') });
      return createAssets({ store, blobs, limits, clock: { now: () => clock.wall, monotonic: () => clock.wall } });
    }),
  );
  let ready = 0;
  for (let round = 0; round < ROUNDS; round++) {
    await upload(processes[0]!, people[0]!);
    clock.wall += 46 * DAY_MS;
    await processes[1]!.sweep();
    clock.wall += 2 * DAY_MS;
    const [first, second, third] = await Promise.all([
      upload(processes[0]!, people[0]!),
      upload(processes[1]!, people[1]!),
      upload(processes[2]!, people[2]!),
      processes[2]!.sweep(),
      processes[3]!.sweep(),
    ]);
    for (const id of [first, second, third]) {
      if (id === undefined) continue;
      ready++;
      for (const assets of processes) assert.ok((await read(assets, id)).equals(bytes));
    }
  }
  assert.ok(ready > 0);
  t.diagnostic(`${ready} of ${3 * ROUNDS} at once, the others put off`);
});
