// The SDK as others get it: packed, installed in a folder of its own, type-checked, and run against a real server.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { buildSdk } from '../../dev/build-sdk.ts';
import { findNode24, root } from '../../dev/node24.mjs';
import { startServerProcess } from '../support/server-process.ts';

const npm = ['npm', '--loglevel=error', '--no-audit', '--no-fund'] as const;

test('the packed SDK installs elsewhere, is typed, and carries a message', { timeout: 180_000 }, async t => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-pack-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const tarballs = packInto(folder);
  const consumer = join(folder, 'consumer');
  mkdirSync(consumer);
  writeFileSync(join(consumer, 'package.json'), JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
  if (!install(t, consumer, tarballs)) return;
  checkBrowserGraph(join(consumer, 'node_modules/@parley/client'));
  typeCheck(consumer);
  const server = await startServerProcess(t);
  const ran = spawnSync(findNode24()!, ['run.js', server.url], { cwd: consumer, encoding: 'utf8', timeout: 60_000 });
  assert.equal(ran.status, 0, ran.stderr);
  assert.equal(ran.stdout.trim(), 'delivered: hello from elsewhere');
});

function packInto(folder: string): string[] {
  return buildSdk(name => join(folder, name)).map(built => {
    const [command, ...flags] = [...npm, 'pack', built, '--pack-destination', folder, '--json'];
    const [packed] = JSON.parse(execFileSync(command, flags, { encoding: 'utf8' }));
    const paths = (packed.files as { path: string }[]).map(({ path }) => path);
    assert.deepEqual(
      paths.filter(path => /(?<!\.d)\.ts$|test|contract|vectors/.test(path) && !path.startsWith('node/test-server.')),
      [],
      'no sources, tests or suites',
    );
    return join(folder, packed.filename);
  });
}

/** False: the registry that has the SDK's own dependencies cannot be reached, and the test is skipped. */
function install(t: TestContext, consumer: string, tarballs: readonly string[]): boolean {
  const [command, ...flags] = [...npm, 'install', '--prefer-offline', ...tarballs];
  const ran = spawnSync(command, flags, { cwd: consumer, encoding: 'utf8', timeout: 120_000 });
  if (ran.status === 0) return true;
  assert.ok(!process.env.REAL && /E(NOTFOUND|AI_AGAIN|CONNREFUSED|TIMEDOUT|NOTCACHED)/.test(ran.stderr), ran.stderr);
  t.skip('the package registry cannot be reached');
  return false;
}

/** What a browser loads imports nothing of Node and nothing that is not declared. */
function checkBrowserGraph(folder: string): void {
  const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const seen = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    for (const [, to] of readFileSync(path, 'utf8').matchAll(/(?:from |import\(|^import )'([^']+)'/gm)) {
      if (to!.startsWith('.')) visit(join(dirname(path), to!));
      else
        assert.ok(
          Object.keys(dependencies).some(name => to === name || to!.startsWith(`${name}/`)),
          `${path}: ${to}`,
        );
    }
  };
  visit(join(folder, 'index.js'));
  visit(join(folder, 'crypto/crypto.js'));
  visit(join(folder, 'browser/index.js'));
  assert.ok(seen.size > 30, `the graph was walked: ${seen.size} files`);
}

function typeCheck(consumer: string): void {
  const options = {
    strict: true,
    noEmit: true,
    module: 'nodenext',
    target: 'es2024',
    lib: ['es2024', 'dom', 'dom.iterable', 'esnext.disposable'],
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
  };
  const here = import.meta.dirname;
  for (const file of ['consumer.ts', 'run.js']) copyFileSync(join(here, 'consumer', file), join(consumer, file));
  writeFileSync(join(consumer, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['consumer.ts'] }));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const ran = spawnSync(process.execPath, [tsc, '-p', consumer], { encoding: 'utf8' });
  assert.equal(ran.status, 0, ran.stdout);
}
