import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { keptVapidKey, vapidKeyOf } from './vapid-key.ts';

test('the key is made once, for its owner alone, and is the same ever after', t => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-vapid-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'vapid.key');
  const made = keptVapidKey(path);
  assert.deepEqual(keptVapidKey(path), made);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(Buffer.from(made.publicKey, 'base64url').length, 65);
  assert.equal(Buffer.from(made.privateKey, 'base64url').length, 32);
  assert.deepEqual(vapidKeyOf(made.privateKey), made);
});

test('a file that holds none stops the start, and is not written over', t => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-vapid-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'vapid.key');
  for (const text of ['', 'hello', 'A'.repeat(43)]) {
    writeFileSync(path, text);
    assert.throws(() => keptVapidKey(path), /private key for Web Push/);
  }
});
