import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(import.meta.dirname, '../..');
const packageName = '@signalapp/libsignal-client';

/** The last line of versions whose sessions need no post-quantum ratchet. */
export const sessionVersion = '0.90.0';
/** For what has not changed since: signatures and safety numbers. */
export const newestVersion = '0.103.0';

export type Installed = { readonly folder: string } | { readonly missing: string };

/**
 * Puts the official package (about 150 MB with its prebuilt binary) into the cache beside the main install, once.
 * Answers with the reason when it cannot, for instance without a network.
 */
export async function install(version: string): Promise<Installed> {
  const prefix = join(root, 'node_modules/.cache/parley-interop', version);
  const folder = join(prefix, 'node_modules', packageName);
  if (existsSync(join(folder, 'package.json'))) return { folder };
  await mkdir(prefix, { recursive: true });
  const args = ['install', '--prefix', prefix, '--ignore-scripts', '--no-save', '--no-audit', '--no-fund'];
  try {
    const options = { timeout: 180_000, shell: process.platform === 'win32' };
    await promisify(execFile)('npm', [...args, `${packageName}@${version}`], options);
    return { folder };
  } catch (error) {
    return { missing: `${packageName}@${version} is not installed: ${String(error).split('\n')[0]}` };
  }
}

if (import.meta.main) {
  for (const version of [sessionVersion, newestVersion]) console.log(version, await install(version));
}
