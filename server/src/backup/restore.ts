// `parley restore`: a backup becomes the data folder of a server. Which inbox numbers count is settled anew at every start, and
// one-time prekeys are not in a backup: so there is nothing that devices could take for something they know.
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { contentOf } from './copy-sqlite.ts';
import { blobPath, copyDurably, makeEmpty, syncFolders } from './files.ts';
import { type Manifest, PUSH_KEY } from './manifest.ts';
import { verifyBackup } from './verify.ts';

/** @throws {Error} the backup is not whole, or there is something in the folder; nothing is written then */
export async function restoreBackup(folder: string, data: string): Promise<Manifest> {
  const { manifest, problems } = await verifyBackup(folder);
  if (problems.length > 0) throw new Error(`the backup is not whole, nothing was restored: ${problems.join('; ')}`);
  await makeEmpty(data);
  const names = manifest.stores.map(({ name }) => name);
  if (manifest.files.count > 0) {
    for (const { sha256 } of contentOf(join(folder, 'assets.sqlite')))
      await copyDurably(blobPath(folder, sha256), blobPath(data, sha256));
  }
  await copyDurably(join(folder, PUSH_KEY), join(data, PUSH_KEY));
  // Under their own names when all is there: a server that is started too early finds nothing.
  const part = (name: string): string => join(data, `${name}.part`);
  for (const name of names) await copyDurably(join(folder, name), part(name));
  for (const name of names) await rename(part(name), join(data, name));
  await syncFolders(data);
  return manifest;
}
