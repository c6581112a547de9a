import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { AccountId } from '@parley/protocol';
import { openSqliteDatabase } from '../lib/sqlite-database.ts';
import { type AccountTables, accountMigrations } from './account-schema-sql.ts';
import { accountStoreContract } from './account-store.contract.ts';
import { openSqlAccountStore } from './account-store-sql.ts';
import { presenceStoreContract } from './presence-store.contract.ts';
import { privacyStoreContract } from './privacy-store.contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-accounts-'));
after(() => rmSync(folder, { recursive: true }));
let files = 0;

accountStoreContract(
  'sql',
  path => openSqlAccountStore({ kind: 'sqlite', path }),
  () => join(folder, `${++files}.sqlite`),
);

privacyStoreContract(
  'sql',
  path => openSqlAccountStore({ kind: 'sqlite', path }),
  () => join(folder, `${++files}.sqlite`),
);

presenceStoreContract(
  'sql',
  path => openSqlAccountStore({ kind: 'sqlite', path }),
  () => join(folder, `${++files}.sqlite`),
);

test('F53 what was removed before accounts had an end is told from its last list', async () => {
  const path = join(folder, 'removed.sqlite');
  const migrations = accountMigrations.slice(0, 9);
  const old = await openSqliteDatabase<AccountTables>({ path, what: 'accounts', migrations });
  const [gone, there] = ['a'.repeat(32), 'b'.repeat(32)] as [AccountId, AccountId];
  const row = { list_version: 1, next_device: 2, created_at: 1 };
  const rows = [
    { id: gone, phone: '-aaaa', ...row },
    { id: there, phone: '+15550100001', ...row },
  ];
  await old.insertInto('accounts').values(rows).execute();
  const list = Uint8Array.of(7);
  const lists = [gone, there].map(account => ({ account, version: 1, list }));
  await old.insertInto('device_lists').values(lists).execute();
  await old.destroy();
  const store = await openSqlAccountStore({ kind: 'sqlite', path });
  const found = await store.latestLists([gone, there]);
  assert.deepEqual(found.get(gone), { version: 2, list: undefined });
  assert.equal(found.get(there)?.version, 1);
  await store.close();
});

test('F53 a file from before completions were remembered comes up with what is in it', async () => {
  const path = join(folder, 'old.sqlite');
  const old = await openSqliteDatabase<AccountTables>({
    path,
    what: 'accounts',
    migrations: accountMigrations.slice(0, 1),
  });
  const row = { id_hash: 'a', phone: '+15550100001', code_hash: 'b', attempts: 2, expires_at: 9, invite_hash: null };
  await old
    .insertInto('registrations')
    .values({ ...row, account: null } as AccountTables['registrations'])
    .execute();
  await old.destroy();
  const store = await openSqlAccountStore({ kind: 'sqlite', path });
  const found = await store.registration('a');
  assert.deepEqual([found?.phone, found?.attempts, found?.completedBy], ['+15550100001', 2, null]);
  await store.close();
});

test('F53 whoever had set something before he could say who adds him to groups is added by everyone', async () => {
  const path = join(folder, 'adders.sqlite');
  const migrations = accountMigrations.slice(0, 11);
  const old = await openSqliteDatabase<AccountTables>({ path, what: 'accounts', migrations });
  const account = 'a'.repeat(32) as AccountId;
  const row = { account, version: 3, presence: 'nobody', read_receipts: 1 };
  await old
    .insertInto('privacy')
    .values(row as never)
    .execute();
  const profile = { account, version: 1, body: Uint8Array.of(1) };
  await old
    .insertInto('profiles')
    .values(profile as never)
    .execute();
  await old.destroy();
  const store = await openSqlAccountStore({ kind: 'sqlite', path });
  const { version, presence, groups } = await store.privacy(account);
  assert.deepEqual([version, presence, groups], [3, 'nobody', 'everyone']);
  await store.changePrivacy(account, { groups: 'contacts' }, 1);
  assert.deepEqual(await store.addTerms([account]), [{ account, addKeyHash: undefined }]);
  assert.equal((await store.profile(account))?.version, 1);
  await store.close();
});
