import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { messageStoreContract } from './message-store.contract.ts';
import { openSqliteMessageStore } from './message-store-sqlite.ts';

const folder = mkdtempSync(join(tmpdir(), 'parley-store-'));
after(() => rmSync(folder, { recursive: true }));
let places = 0;

messageStoreContract('sqlite', () => {
  const path = join(folder, `${++places}.sqlite`);
  return { open: options => openSqliteMessageStore({ ...options, path }) };
});
