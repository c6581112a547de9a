// Builds the web app into web/dist when its sources have changed, and compresses it once so that the server need not.
// `npm run build:web` runs it; `npm start` and the browser tests do when there is something to build.
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { buildServiceWorker } from './build-service-worker.ts';
import { root } from './node24.mjs';
import { isWebBuilt, webDist, webSourcesHash } from './web-sources.mjs';

const BEAT_MS = 5_000;
/** Below this a packet carries it either way. */
const LEAST_BYTES = 1_000;
const compressible = /\.(js|css|html|svg|json|webmanifest|txt)$/;

/** Resolves to true when there was something to build. @throws {Error} what keeps it from being built */
export async function buildWeb(tell: (line: string) => void = () => undefined): Promise<boolean> {
  if (isWebBuilt()) return false;
  const start = performance.now();
  const seconds = (): number => Math.round((performance.now() - start) / 1_000);
  tell('Building the web app. The first time this takes about 20 seconds.');
  const timer = setInterval(() => tell(`  still building, ${seconds()} s so far`), BEAT_MS);
  const next = `${webDist}.${process.pid}`;
  try {
    const hash = webSourcesHash();
    await promisify(execFile)(process.execPath, [join(root, 'dev/messages.ts')]);
    const { build } = await import('vite');
    const configFile = join(root, 'web/vite.config.ts');
    await build({ configFile, logLevel: 'warn', build: { outDir: next, emptyOutDir: true } });
    await buildServiceWorker(next);
    await compressAll(next);
    writeFileSync(join(next, '.sources'), hash);
    // A server that is running now keeps finding whole files: the folder changes in one step.
    rmSync(webDist, { recursive: true, force: true });
    renameSync(next, webDist);
  } finally {
    clearInterval(timer);
    rmSync(next, { recursive: true, force: true });
  }
  tell(`Built in ${seconds()} s.`);
  return true;
}

async function compressAll(folder: string): Promise<void> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => compressible.test(file));
  await Promise.all(files.map(file => compress(join(folder, file))));
}

/** The tables of emoji are large, and 10 takes eight times as long for a tenth less. */
async function compress(path: string): Promise<void> {
  const bytes = readFileSync(path);
  if (bytes.length < LEAST_BYTES) return;
  const quality = path.endsWith('.json') ? 9 : 10;
  const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  writeFileSync(`${path}.br`, await promisify(brotliCompress)(bytes, { params }));
  writeFileSync(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }));
}

// Not import.meta.main: dev/run.mjs may have imported it.
if (process.argv[1] === import.meta.filename) {
  const built = await buildWeb(line => process.stderr.write(`${line}\n`));
  if (!built) process.stderr.write('The web app is built already, from these sources.\n');
}
