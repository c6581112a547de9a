import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { accountStoreContract } from './account-store.contract.ts';
import { openSqlAccountStore } from './account-store-sql.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-accounts-'));
after(() => rmSync(folder, { recursive: true }));
let files = 0;

accountStoreContract(
  'sql',
  path => openSqlAccountStore({ path }),
  () => join(folder, `${++files}.sqlite`),
);
