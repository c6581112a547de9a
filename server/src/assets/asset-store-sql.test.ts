import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { assetStoreContract } from './asset-store.contract.ts';
import { openSqlAssetStore } from './asset-store-sql.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-assets-'));
after(() => rmSync(folder, { recursive: true }));
let files = 0;

assetStoreContract(
  'sql',
  path => openSqlAssetStore({ kind: 'sqlite', path }),
  () => join(folder, `${++files}.sqlite`),
);
