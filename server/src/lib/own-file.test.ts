import assert from 'node:assert/strict';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { watchOwnFile } from './own-file.ts';

/** A folder with a file that a server has had open, and ended in order or not. */
function used(t: TestContext, { inOrder }: { inOrder: boolean }) {
  const parent = mkdtempSync(join(tmpdir(), 'parley-own-'));
  t.after(() => rmSync(parent, { recursive: true }));
  const folder = join(parent, 'data');
  const path = join(folder, 'keys.sqlite');
  mkdirSync(folder);
  const run = (content: string, ends = inOrder): boolean => {
    const file = watchOwnFile(path);
    writeFileSync(path, content);
    file.begin();
    if (ends) file.end();
    return file.isOwn;
  };
  assert.equal(run('first'), true, 'there was none');
  return { folder, path, backup: join(parent, 'backup'), run, isOwn: () => watchOwnFile(path).isOwn };
}

for (const inOrder of [true, false]) {
  const how = inOrder ? 'stopped' : 'killed';

  test(`F28 a file that was left alone is one's own, ${how}`, t => {
    const { run, isOwn, folder, backup } = used(t, { inOrder });
    assert.equal(run('second'), true);
    cpSync(folder, backup, { recursive: true, preserveTimestamps: true });
    assert.equal(isOwn(), true, 'a backup changes nothing');
  });

  test(`F28 a copy in its place is not, ${how}`, t => {
    const { run, isOwn, folder, backup } = used(t, { inOrder });
    cpSync(folder, backup, { recursive: true, preserveTimestamps: true });
    run('second');
    rmSync(folder, { recursive: true });
    renameSync(backup, folder);
    assert.equal(isOwn(), false);
    assert.equal(run('third'), false);
    assert.equal(isOwn(), true, 'once it has been begun with');
  });
}

test('F28 nor is a file that a copy was written over', t => {
  const { run, isOwn, folder, path, backup } = used(t, { inOrder: true });
  cpSync(folder, backup, { recursive: true });
  run('second', false);
  for (const name of ['keys.sqlite', 'keys.sqlite.own']) copyFileSync(join(backup, name), join(folder, name));
  assert.equal(readFileSync(path, 'utf8'), 'first');
  assert.equal(isOwn(), false);
});

test('F28 nor one of which nothing is known, or only half', t => {
  const { isOwn, path } = used(t, { inOrder: true });
  writeFileSync(`${path}.own`, readFileSync(`${path}.own`).subarray(0, 5));
  assert.equal(isOwn(), false);
  rmSync(`${path}.own`);
  assert.equal(isOwn(), false);
});

test('F28 a start that fails before it has begun leaves it as it was', t => {
  const { isOwn, path } = used(t, { inOrder: true });
  writeFileSync(path, 'from elsewhere');
  const failed = watchOwnFile(path);
  failed.end();
  assert.equal(isOwn(), false);
});
