import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store } from '../store/store.ts';
import { openSqliteStore } from './store-sqlite.ts';

/** The store of the profile in this folder, which is made when it is not there. Only its owner may look into it. */
export async function openProfile(folder: string): Promise<Store> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  return openSqliteStore(join(folder, 'profile.sqlite'));
}
