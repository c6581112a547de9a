import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { lockDataFolder } from './data-lock.ts';

function newFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-lock-'));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('a folder has one server at a time, and the second is told what to do', t => {
  const folder = newFolder(t);
  const first = lockDataFolder(folder);
  assert.throws(() => lockDataFolder(folder), /another server is using the data folder .*--data/);
  first.release();
  lockDataFolder(folder).release();
});

test('a kill -9 of its holder frees the folder', async t => {
  const folder = newFolder(t);
  const code = `const { lockDataFolder } = await import(${JSON.stringify(import.meta.resolve('./data-lock.ts'))});
    globalThis.lock = lockDataFolder(${JSON.stringify(folder)});
    console.log('held');
    setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => holder.kill('SIGKILL'));
  await once(holder.stdout, 'data');
  assert.throws(() => lockDataFolder(folder), /another server/);
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  lockDataFolder(folder).release();
});
