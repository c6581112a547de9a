// Whether a backup is whole: every byte is looked at, each store opened, and what they say of each other compared.
import { join } from 'node:path';
import { conflictsOf, contentOf, faultOf, hasOneTimeKeys } from './copy-sqlite.ts';
import { blobPath, bytesOf, hashOf } from './files.ts';
import { type Manifest, readManifest, type StoreCopy } from './manifest.ts';

export interface Verified {
  readonly manifest: Manifest;
  /** Empty: it can be restored as it is. */
  readonly problems: readonly string[];
  /** What the stores say of each other that does not hold. The server had it so: older files were put back under it. */
  readonly remarks: readonly string[];
}

/** @throws {Error} it is no backup, or one of a newer program */
export async function verifyBackup(folder: string): Promise<Verified> {
  const manifest = await readManifest(folder);
  const problems: string[] = [];
  for (const store of manifest.stores) problems.push(...(await problemsOf(folder, store)));
  if (problems.length > 0) return { manifest, problems, remarks: [] }; // nothing that they say counts
  problems.push(...(await fileProblems(folder, manifest)), ...keyProblems(folder, manifest));
  return { manifest, problems, remarks: conflicts(folder, manifest) };
}

async function problemsOf(folder: string, { name, bytes, sha256, schema }: StoreCopy): Promise<string[]> {
  const path = join(folder, name);
  const found = await bytesOf(path);
  if (found === undefined) return [`${name} is missing`];
  if (found !== bytes) return [`${name} has ${found} bytes, not ${bytes}`];
  if ((await hashOf(path)) !== sha256) return [`${name} has changed since the backup was made`];
  const fault = faultOf(path, schema);
  return fault === undefined ? [] : [`${name} is damaged: ${fault}`];
}

async function fileProblems(folder: string, { stores, files, missing }: Manifest): Promise<string[]> {
  if (files.count === 0 || !stores.some(({ name }) => name === 'assets.sqlite')) return [];
  const problems: string[] = [];
  let count = 0;
  for (const { sha256, size } of contentOf(join(folder, 'assets.sqlite'))) {
    const path = blobPath(folder, sha256);
    const found = await bytesOf(path);
    if (found === undefined && missing.includes(sha256)) continue;
    count++;
    if (found === undefined) problems.push(`the file ${sha256} is missing`);
    else if (found !== size || (await hashOf(path)) !== sha256) problems.push(`the file ${sha256} is damaged`);
  }
  if (count !== files.count) problems.push(`there are ${count} files, not ${files.count}`);
  return problems;
}

/** They could be handed out a second time (F28). */
function keyProblems(folder: string, { stores }: Manifest): string[] {
  const has = stores.some(({ name }) => name === 'keys.sqlite') && hasOneTimeKeys(join(folder, 'keys.sqlite'));
  return has ? ['keys.sqlite has one-time prekeys, which no backup may have'] : [];
}

function conflicts(folder: string, { stores }: Manifest): string[] {
  const has = (name: string): boolean => stores.some(store => store.name === `${name}.sqlite`);
  if (!['messages', 'groups', 'accounts'].every(has)) return [];
  const path = (name: string): string => join(folder, `${name}.sqlite`);
  return conflictsOf({
    messages: path('messages'),
    groups: path('groups'),
    accounts: path('accounts'),
  });
}
