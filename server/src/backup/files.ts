import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where encrypted files lie below a data folder, and below a backup. */
export const blobPath = (folder: string, sha256: string): string =>
  join(folder, 'assets', 'blobs', sha256.slice(0, 2), sha256);

export async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1_048_576 })) hash.update(chunk);
  return hash.digest('hex');
}

/** Undefined: it is not there. */
export async function bytesOf(path: string): Promise<number | undefined> {
  return (await stat(path).catch(ifMissing))?.size;
}

/** Durable when it resolves, but for its name. False: there is nothing to copy. */
export async function copyDurably(from: string, to: string): Promise<boolean> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  try {
    await copyFile(from, to, constants.COPYFILE_FICLONE);
  } catch (error) {
    ifMissing(error as NodeJS.ErrnoException);
    return false;
  }
  await sync(to);
  return true;
}

export async function sync(path: string): Promise<void> {
  const file = await open(path, 'r');
  await file.sync().finally(() => file.close());
}

/** @throws {Error} there is something in it */
export async function makeEmpty(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0) {
    throw new Error(`${folder} is not empty: nothing was written. Name a folder that is empty or not there yet`);
  }
}

export async function syncFolders(folder: string): Promise<void> {
  if (process.platform === 'win32') return; // folders cannot be opened there
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await syncFolders(join(folder, entry.name));
  }
  await sync(folder);
}

function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
