import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const cache = join(import.meta.dirname, '../../node_modules/.cache/parley-interop');
const packageName = '@signalapp/libsignal-client';

/** The last line of versions whose sessions need no post-quantum ratchet. */
export const sessionVersion = '0.90.0';
/** For what has not changed since: signatures, safety numbers and sender keys. */
export const newestVersion = '0.103.0';

export type Installed = { readonly folder: string } | { readonly missing: string };

/**
 * Puts the official package (about 150 MB with its prebuilt binary) into the cache beside the main install, once.
 * Answers with the reason when it cannot, for instance without a network.
 */
export async function install(version: string): Promise<Installed> {
  const target = join(cache, version);
  const folder = join(target, 'node_modules', packageName);
  if (existsSync(folder)) return { folder };
  // Test files run side by side: each installs apart, and the first to finish is kept.
  const prefix = join(cache, `${version}.${process.pid}`);
  await mkdir(prefix, { recursive: true });
  const args = ['install', '--prefix', prefix, '--ignore-scripts', '--no-save', '--no-audit', '--no-fund'];
  try {
    const options = { timeout: 180_000, shell: process.platform === 'win32' };
    await promisify(execFile)('npm', [...args, `${packageName}@${version}`], options);
    await rename(prefix, target);
  } catch (error) {
    await rm(prefix, { recursive: true, force: true });
    if (!existsSync(folder)) {
      return { missing: `${packageName}@${version} is not installed: ${String(error).split('\n')[0]}` };
    }
  }
  return { folder };
}

if (import.meta.main) {
  for (const version of [sessionVersion, newestVersion]) console.log(version, await install(version));
}
