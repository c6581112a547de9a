// `parley backup`: a copy of a server's data, also while it serves. Every store as it was at one moment, then the encrypted
// files that they name: these never change, and go a day after nobody needs them.
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contentOf, copyStore, forgetContent, forgetOneTimeKeys } from './copy-sqlite.ts';
import { blobPath, bytesOf, copyDurably, hashOf, makeEmpty, sync, syncFolders } from './files.ts';
import {
  MANIFEST,
  type Manifest,
  newManifest,
  PUSH_KEY,
  type StoreCopy,
  type StoreName,
  storeNames,
} from './manifest.ts';
import { openMoment } from './moment-sqlite.ts';

export interface BackupOptions {
  /** The server's data folder. */
  readonly data: string;
  /** Where the backup goes; it must be empty. */
  readonly folder: string;
  /** Of this program. */
  readonly version: string;
  readonly now: number;
  /** What is in a database or an S3 store; of that, files in the data folder are from another time. */
  readonly elsewhere: Elsewhere;
}

export interface Elsewhere {
  readonly database: boolean;
  readonly files: boolean;
  readonly inboxes: boolean;
}

const inDatabase: readonly StoreName[] = [
  'accounts.sqlite',
  'keys.sqlite',
  'groups.sqlite',
  'push.sqlite',
  'assets.sqlite',
];

const isElsewhere = (name: StoreName, { database, inboxes }: Elsewhere): boolean =>
  (database && inDatabase.includes(name)) || (inboxes && name === 'messages.sqlite');

const toldOf = ({ database, files, inboxes }: Elsewhere): string[] => [
  ...(database
    ? ['accounts, keys, groups, subscriptions to pushes and the list of files: in the database (--sql)']
    : []),
  ...(database && !files ? ['encrypted files: in assets/blobs of the data folder'] : []),
  ...(files ? ['encrypted files: in the S3 store (--s3-endpoint)'] : []),
  ...(inboxes ? ['messages that wait: in the mailbox (--mailbox)'] : []),
];

/** @throws {Error} why there is none; what has been written is no backup then */
export async function makeBackup({ data, folder, version, now, elsewhere }: BackupOptions): Promise<Manifest> {
  const own = storeNames.filter(name => !isElsewhere(name, elsewhere));
  const found = own.filter(name => existsSync(join(data, name)));
  if (found.length === 0) throw new Error(`there is no server's data in ${data}: name the folder with --data`);
  await makeEmpty(folder);
  const schemas = await copyStores(data, folder, found);
  await copyDurably(join(data, PUSH_KEY), join(folder, PUSH_KEY));
  const { files, missing } = elsewhere.files ? NO_FILES : await copyFiles(data, folder);
  const stores: StoreCopy[] = [];
  for (const name of found) stores.push(await describe(join(folder, name), name, schemas.get(name)!));
  const madeAt = new Date(now).toISOString();
  const manifest = newManifest({ version, madeAt, stores, files, missing, elsewhere: toldOf(elsewhere) });
  await syncFolders(folder);
  await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600, flush: true });
  await syncFolders(folder);
  return manifest;
}

async function copyStores(data: string, folder: string, names: readonly StoreName[]): Promise<Map<StoreName, number>> {
  const moment = await openMoment(new Map(names.map(name => [name, join(data, name)])));
  const schemas = new Map<StoreName, number>();
  try {
    for (const [name, store] of moment.stores) {
      const path = join(folder, name);
      await writeFile(path, '', { mode: 0o600 });
      schemas.set(name, await copyStore(store, path));
      moment.release(name);
      if (name === 'keys.sqlite') forgetOneTimeKeys(path);
    }
  } finally {
    moment.close();
  }
  return schemas;
}

const NO_FILES: Pick<Manifest, 'files' | 'missing'> = { files: { count: 0, bytes: 0 }, missing: [] };

/** A file that was over at that moment may be gone: then the copy forgets it too. */
async function copyFiles(data: string, folder: string): Promise<Pick<Manifest, 'files' | 'missing'>> {
  const store = join(folder, 'assets.sqlite');
  const files = { count: 0, bytes: 0 };
  const gone: string[] = [];
  const missing: string[] = [];
  const content = existsSync(store) ? contentOf(store) : [];
  for (const { sha256, size, isOver } of content) {
    if (await copyDurably(blobPath(data, sha256), blobPath(folder, sha256))) {
      files.count++;
      files.bytes += size;
    } else (isOver ? gone : missing).push(sha256);
  }
  if (gone.length > 0) forgetContent(store, gone);
  return { files, missing };
}

async function describe(path: string, name: StoreName, schema: number): Promise<StoreCopy> {
  await sync(path);
  return { name, bytes: (await bytesOf(path))!, sha256: await hashOf(path), schema };
}
