// What the operator of a node of the mailbox meets: settings that cannot be, a node that waits, and its end.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, type TestContext, test } from 'node:test';
import { root } from '../../dev/node24.mjs';
import { freePorts } from '../../dev/parts/ports.ts';
import { until } from '../../dev/parts/until.ts';
import { temporaryPath } from '../../server/src/lib/temporary-path.testing.ts';

const program = join(root, 'mailbox/bin/mailbox');
const LIMIT_MS = 60_000;

before(() => {
  execFileSync(join(root, 'mailbox/build.escript'), { stdio: 'pipe' });
});

async function envOf(changes: Record<string, string>): Promise<NodeJS.ProcessEnv> {
  const [port] = await freePorts(1);
  const own = { MAILBOX_DIR: temporaryPath(), MAILBOX_SECRET: 'a secret of the loopback', MAILBOX_PORT: String(port) };
  return { ...process.env, ...own, MAILBOX_SHARDS: '8', ...changes };
}

/** Its output, as it comes, and how it ended. */
function start(t: TestContext, command: readonly string[], env: NodeJS.ProcessEnv) {
  const [name, ...args] = command;
  const child = spawn(name!, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const seen = { text: '', status: undefined as number | null | undefined };
  child.stdout.on('data', chunk => {
    seen.text += String(chunk);
  });
  child.on('exit', status => {
    seen.status = status;
  });
  t.after(() => child.kill('SIGKILL'));
  return { pid: child.pid!, seen };
}

test('settings that cannot be, and a view that cannot be read, are told and end the program for good', async () => {
  const folder = temporaryPath();
  mkdirSync(folder);
  writeFileSync(join(folder, 'view'), '{view,3');
  const wrong: [Record<string, string>, RegExp][] = [
    [{ MAILBOX_SHARDS: '0' }, /^MAILBOX_SHARDS is below 1/],
    [{ MAILBOX_NODES: 'a@127.0.0.1,b@127.0.0.1' }, /^MAILBOX_NODES has 2 names/],
    [{ MAILBOX_NODES: 'a@127.0.0.1,b@127.0.0.1,c@127.0.0.1' }, /^MAILBOX_NODES does not name this node/],
    [{ MAILBOX_DIR: folder }, /\/view is damaged .*start this one with an empty folder/],
  ];
  for (const [changes, told] of wrong) {
    const { status, stderr } = spawnSync(program, { env: await envOf(changes), encoding: 'utf8', timeout: LIMIT_MS });
    assert.match(stderr, told);
    assert.equal(status, 2);
  }
});

test('a node says every ten seconds which nodes it waits for', async t => {
  const own = `mailbox-${process.pid}@127.0.0.1`;
  const nodes = { MAILBOX_NODE: own, MAILBOX_NODES: `${own},b@127.0.0.1,c@127.0.0.1`, MAILBOX_COOKIE: 'a cookie' };
  const { seen } = start(t, [program], await envOf(nodes));
  const waits = '"what":"waiting","for":"all_nodes","nodes":["b@127.0.0.1","c@127.0.0.1"]';
  await until('it tells what it waits for', LIMIT_MS, async () => seen.text.includes(waits));
  assert.ok(!seen.text.includes('"what":"ready"'), seen.text);
});

test('TERM ends a node that is process 1 of its container, and Erlang with it', async t => {
  const { pid, seen } = start(t, ['unshare', '--pid', '--fork', '--kill-child', program], await envOf({}));
  await until('it is at work', LIMIT_MS, async () => seen.text.includes('"what":"ready"'));
  const [first] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ');
  process.kill(Number(first), 'SIGTERM');
  await until('it has ended', LIMIT_MS, async () => seen.status !== undefined);
  assert.equal(seen.status, 0, seen.text);
});
