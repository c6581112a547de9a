// The compose file names settings, processes and files that there are.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../dev/node24.mjs';
import { envName, givenNames } from '../server/src/config-table.ts';

const compose = readFileSync(join(root, 'deploy/compose.yaml'), 'utf8');
const balancer = readFileSync(join(root, 'deploy/nginx/parley.conf.template'), 'utf8');
const [, services = ''] = compose.split(/^services:$/m);
const names = [...services.matchAll(/^ {2}([\w-]+):/gm)].map(([, name]) => name!);

test('every variable in the compose file is a setting of Parley, or one of the balancer', () => {
  const known = new Set([...givenNames.map(envName), ...(balancer.match(/PARLEY_\w+/g) ?? [])]);
  const used = compose.match(/PARLEY_\w+/g) ?? [];
  assert.deepEqual(
    used.filter(name => !known.has(name)),
    [],
  );
  assert.ok(used.length > 50);
});

test('every process that is linked to or balanced to is a service of the compose file', () => {
  const linked = [...compose.matchAll(/\w+=([\w-]+):8090/g)].map(([, name]) => name!);
  const balanced = [...compose.matchAll(/server ([\w-]+):8080[ ;]/g)].map(([, name]) => name!);
  assert.deepEqual(
    [...linked, ...balanced].filter(name => !names.includes(name)),
    [],
  );
  assert.equal(linked.length + balanced.length, 20);
});

test('every file that the compose file mounts is there', () => {
  const mounted = [...compose.matchAll(/["']\.\/([^:]+):/g)].map(([, path]) => join(root, 'deploy', path!));
  assert.ok(mounted.length > 0 && mounted.every(path => existsSync(path)));
});
