// `parley restored`: what an older copy of the data must forget before it serves again. A start finds most copies by itself
// (lib/own-file.ts); this is for those it cannot tell, like a disk that was turned back as a whole.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sqlSource } from './compose/sql-source.ts';
import type { Config } from './config.ts';
import { openSqlKeyStore } from './keys/key-store-sql.ts';
import { lockDataFolder } from './lib/data-lock.ts';
import { watchOwnFile } from './lib/own-file.ts';
import type { SqlSource } from './lib/sql-database.ts';

/**
 * Removes every one-time prekey and resolves to their number. In a database that may be done at any time.
 * @throws {Error} there is no server's data in the folder, or a server runs on it
 */
export async function forgetOneTimeKeys(config: Config): Promise<number> {
  const { data } = config;
  const source = sqlSource({ config, file: name => join(data, name) }, 'keys');
  if (source.kind === 'mysql') return clear(source);
  const { path } = source;
  if (!existsSync(path)) throw new Error(`there is no server's data in ${data}: name the folder with --data`);
  const lock = lockDataFolder(data);
  const file = watchOwnFile(path);
  try {
    const removed = await clear(source);
    file.begin();
    file.end();
    return removed;
  } finally {
    lock.release();
  }
}

async function clear(source: SqlSource): Promise<number> {
  const store = await openSqlKeyStore(source);
  return store.clearOneTime().finally(store.close);
}
