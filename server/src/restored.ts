// `parley restored`: what an older copy of the data must forget before it serves again. A start finds most copies by itself
// (lib/own-file.ts); this is for those it cannot tell, like a disk that was turned back as a whole.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openSqlKeyStore } from './keys/key-store-sql.ts';
import { lockDataFolder } from './lib/data-lock.ts';
import { watchOwnFile } from './lib/own-file.ts';

/**
 * Removes every one-time prekey and resolves to their number.
 * @throws {Error} there is no server's data in the folder, or a server runs on it
 */
export async function forgetOneTimeKeys(data: string): Promise<number> {
  const path = join(data, 'keys.sqlite');
  if (!existsSync(path)) throw new Error(`there is no server's data in ${data}: name the folder with --data`);
  const lock = lockDataFolder(data);
  const file = watchOwnFile(path);
  try {
    const store = await openSqlKeyStore({ kind: 'sqlite', path });
    const removed = await store.clearOneTime().finally(store.close);
    file.begin();
    file.end();
    return removed;
  } finally {
    lock.release();
  }
}
