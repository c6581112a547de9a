import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { pushStoreContract } from './push-store.contract.ts';
import { openSqlPushStore } from './push-store-sql.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-pushes-'));
after(() => rmSync(folder, { recursive: true }));
let files = 0;

pushStoreContract(
  'sql',
  path => openSqlPushStore({ kind: 'sqlite', path }),
  () => join(folder, `${++files}.sqlite`),
);
