// How much script a browser loads until the list of chats is there, by what the built files import. `npm run bench -- web`
// counts what one asks for.
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { buildWeb } from '../../dev/build-web.ts';
import { webDist } from '../../dev/web-sources.mjs';

const MAX_KB = 250;
/** As they stand in files that were made small; what is in parentheses is loaded later. */
const STATIC_IMPORT = /\b(?:from|import)"\.\/([^"]+\.js)"/g;

test('U45 all script until the list of chats is there is at most 250 kB, packed', async () => {
  await buildWeb();
  const page = readFileSync(join(webDist, 'index.html'), 'utf8');
  const inPage = [...page.matchAll(/<script[^>]*\ssrc="\/([^"]+)"/g)].map(([, path = '']) => path);
  const files = new Set([...inPage, asset('engine-worker'), asset('first-texts-ar')]);
  for (const file of files) {
    const script = readFileSync(join(webDist, file), 'utf8');
    for (const [, name = ''] of script.matchAll(STATIC_IMPORT)) files.add(`assets/${name}`);
  }
  assert.ok(files.size > 20, 'the files that those of the page import are found');
  const kB = [...files].reduce((bytes, file) => bytes + packedBytes(file), 0) / 1_000;
  assert.ok(kB <= MAX_KB, `${kB.toFixed(1)} kB in ${[...files].sort().join(', ')}`);
});

function asset(name: string): string {
  const [path, ...others] = globSync(`assets/${name}-*.js`, { cwd: webDist });
  assert.ok(path && others.length === 0, name);
  return path;
}

function packedBytes(file: string): number {
  const packed = join(webDist, `${file}.gz`);
  return statSync(existsSync(packed) ? packed : join(webDist, file)).size;
}
