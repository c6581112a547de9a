import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AccountId } from '@parley/protocol';
import { platformEnv } from '../open-client.ts';
import { openBackup, sealBackup } from './backup.ts';

const account = 'a'.repeat(32) as AccountId;
const secret = new Uint8Array(16).fill(7);

test('two backups under one code share no key stream, and each opens with that code and account alone', async () => {
  const env = await platformEnv();
  const [first, second] = [1, 2].map(listVersion => ({
    device: 1,
    listVersion,
    accountKey: new Uint8Array(32).fill(9),
  }));
  const [one, other] = [
    await sealBackup(first!, secret, account, env),
    await sealBackup(second!, secret, account, env),
  ];
  assert.notDeepEqual(one.subarray(0, 12), other.subarray(0, 12));
  assert.equal((await openBackup(one, secret, account, env)).listVersion, 1);
  assert.equal((await openBackup(other, secret, account, env)).listVersion, 2);
  const elsewhere = openBackup(one, secret, 'b'.repeat(32) as AccountId, env);
  await assert.rejects(elsewhere, { code: 'wrong_recovery_code' });
});
