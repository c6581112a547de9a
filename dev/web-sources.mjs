// Whether web/dist is what the sources say: their hash is kept beside the build. Plain JavaScript: `npm start` asks this
// on Node 20 before anything else runs.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './node24.mjs';

export const webDist = join(root, 'web/dist');
export const hashFile = join(webDist, '.sources');

const folders = ['web', 'client/src', 'protocol/src'];
const skipped = new Set(['node_modules', 'dist', 'gen', '.lix', 'README.md', '.meta.json', '.gitignore']);

/** The hash of everything that the web app is built from. */
export function webSourcesHash() {
  const hash = createHash('sha256');
  const files = [
    ...folders.flatMap(folder => filesIn(folder)),
    'package-lock.json',
    'dev/build-web.ts',
    'dev/build-service-worker.ts',
  ];
  for (const file of files)
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

export function isWebBuilt() {
  return existsSync(hashFile) && readFileSync(hashFile, 'utf8') === webSourcesHash();
}

function filesIn(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !skipped.has(name) || (name === 'gen' && folder === 'protocol/src'))
    .filter(({ name }) => !/\.test\.tsx?$/.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => (entry.isDirectory() ? filesIn(`${folder}/${entry.name}`) : [`${folder}/${entry.name}`]));
}
