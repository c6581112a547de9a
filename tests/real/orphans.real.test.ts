// Parts end with the process that has started them, even when that is killed.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../dev/node24.mjs';
import { until } from '../../dev/parts/until.ts';

const program = `
import { startNginx, httpDefaults } from './dev/parts/nginx.ts';
import { startMariadb } from './dev/parts/mariadb.ts';
import { freePorts } from './dev/parts/ports.ts';
const [port] = await freePorts(1);
const nginx = await startNginx({ config: \`http { \${httpDefaults} server { listen 127.0.0.1:\${port}; } }\`, ports: [port] });
const mariadb = await startMariadb({ replicas: 0 });
console.log(JSON.stringify([nginx.process.pid, mariadb.primary.pid, port]));
setInterval(() => undefined, 1000);
`;

test('a parent that is killed takes its parts with it', async t => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-orphans-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: folder },
  });
  t.after(() => parent.kill('SIGKILL'));
  const [line] = await once(parent.stdout, 'data');
  const [nginx, mariadb, port] = JSON.parse(String(line)) as [number, number, number];
  for (const pid of [nginx, mariadb]) assert.ok(process.kill(pid, 0));
  parent.kill('SIGKILL');
  for (const pid of [nginx, mariadb]) await until(`process ${pid} has ended`, 20_000, async () => !isAlive(pid));
  await assert.rejects(fetch(`http://127.0.0.1:${port}/`));
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
