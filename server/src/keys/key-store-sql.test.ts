import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { keyStoreContract } from './key-store.contract.ts';
import { openSqlKeyStore } from './key-store-sql.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-keys-'));
after(() => rmSync(folder, { recursive: true }));
let files = 0;

keyStoreContract(
  'sql',
  path => openSqlKeyStore({ kind: 'sqlite', path }),
  () => join(folder, `${++files}.sqlite`),
);
