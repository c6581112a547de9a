import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { groupStoreContract } from './group-store.contract.ts';
import { openSqlGroupStore } from './group-store-sql.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-groups-'));
after(() => rmSync(folder, { recursive: true }));
let files = 0;

groupStoreContract(
  'sql',
  path => openSqlGroupStore({ kind: 'sqlite', path }),
  () => join(folder, `${++files}.sqlite`),
);
