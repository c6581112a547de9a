// What a backup is: a folder with a copy of every store, the encrypted files, and this list of them, which is written last.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export const MANIFEST = 'backup.json';
/** By which push services know the server; not in the list, for browsers subscribe anew when it is lost. */
export const PUSH_KEY = 'vapid.key';
const FORMAT = 1;

/** In the order in which they are copied: those that grow while they are held come first. */
export const storeNames = [
  'messages.sqlite',
  'fanout.sqlite',
  'groups.sqlite',
  'accounts.sqlite',
  'keys.sqlite',
  'push.sqlite',
  'assets.sqlite',
] as const;
export type StoreName = (typeof storeNames)[number];

export interface StoreCopy {
  readonly name: StoreName;
  readonly bytes: number;
  readonly sha256: string;
  /** Version of its schema: an older program refuses it. */
  readonly schema: number;
}

export interface Manifest {
  readonly format: typeof FORMAT;
  /** Of the program that made it. */
  readonly version: string;
  readonly madeAt: string;
  readonly stores: readonly StoreCopy[];
  /** Encrypted files; which ones, stands in `assets.sqlite`. */
  readonly files: { readonly count: number; readonly bytes: number };
  /** Hashes of files that the server itself did not have any more. */
  readonly missing: readonly string[];
  /** What this server keeps in other places, which have backups of their own. */
  readonly elsewhere: readonly string[];
}

export const newManifest = (rest: Omit<Manifest, 'format'>): Manifest => ({ format: FORMAT, ...rest });

/** @throws {Error} the folder has none that this program knows */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(cause => {
    if (cause.code !== 'ENOENT') throw cause;
    throw new Error(`${folder} is no complete backup: it has no ${MANIFEST}, which is written last`, { cause });
  });
  const manifest = parsed(text);
  if (!manifest) throw new Error(`${join(folder, MANIFEST)} is damaged`);
  if (manifest.format !== FORMAT) {
    throw new Error(`the backup has format ${manifest.format}, this program knows ${FORMAT}: use the newer Parley`);
  }
  return manifest;
}

function parsed(text: string): Manifest | undefined {
  try {
    const found = JSON.parse(text) as Manifest;
    const known = (name: string): boolean => (storeNames as readonly string[]).includes(name);
    const isWhole =
      typeof found.format === 'number' &&
      (found.format !== FORMAT ||
        (found.stores.length > 0 &&
          found.stores.every(({ name, sha256, bytes }) => known(name) && sha256.length === 64 && bytes >= 0) &&
          [found.missing, found.elsewhere].every(Array.isArray) &&
          Number.isInteger(found.files.count)));
    return isWhole ? found : undefined;
  } catch {
    return undefined;
  }
}
