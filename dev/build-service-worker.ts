// Builds the web app's service worker beside the app, in one file, and tells it which files make up the app: a line before
// its code, so that another build is another service worker, which is how browsers notice a new version.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './node24.mjs';

const WORKER = 'service-worker.js';
/** Kept when it is first asked for: names of emoji, and what only the system needs. */
const RARELY = /^assets\/.*\.json$|^icon-\d+|^icon-maskable|^screenshots\//;
const NOT_SERVED = /\.(?:br|gz|map)$|^\.|^service-worker\.js$/;

export async function buildServiceWorker(folder: string): Promise<void> {
  const { build } = await import('vite');
  await build({
    configFile: false,
    root: join(root, 'web'),
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: {
        input: join(root, 'web/src/service-worker.ts'),
        output: { format: 'iife', entryFileNames: WORKER },
      },
    },
  });
  writeAppFiles(folder);
}

function writeAppFiles(folder: string): void {
  const code = readFileSync(join(folder, WORKER), 'utf8');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(file => file.replaceAll('\\', '/'))
    .filter(file => statSync(join(folder, file)).isFile() && !NOT_SERVED.test(file))
    .sort();
  const hash = createHash('sha256').update(code);
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(folder, file)));
  const kept = files.filter(file => !RARELY.test(file));
  const app = {
    version: hash.digest('hex').slice(0, 12),
    files: kept.map(file => (file === 'index.html' ? '/' : `/${file}`)),
  };
  writeFileSync(join(folder, WORKER), `self.PARLEY_APP=${JSON.stringify(app)};\n${code}`);
}
