// What is done with chats from the command line.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createCli } from '../support/cli.ts';
import { startServerProcess } from '../support/server-process.ts';

const ALICE = '+15550500001';
const BOB = '+15550500002';

test('F36 a chat whose messages vanish, set from the command line: both sides are told', async t => {
  const server = await startServerProcess(t);
  const cli = createCli(t);
  const alice = await cli.register(server.url, 'Alice', ALICE);
  const bob = await cli.register(server.url, 'Bob', BOB);
  assert.equal((await cli.run('timer', '--profile', alice, BOB, '1d')).code, 0);
  await cli.run('send', '--profile', alice, BOB, 'gone tomorrow');
  await cli.run('receive', '--profile', bob, '--count', '1', '--for', '20s');
  assert.match((await cli.run('history', '--profile', bob, ALICE)).stdout, /New messages vanish after 1 d, by Alice\./);
  const lines = (await cli.run('history', '--profile', bob, ALICE, '--json')).stdout.trim().split('\n');
  const { ts, expiresAt } = JSON.parse(lines.at(-1)!);
  assert.equal(expiresAt - ts, 24 * 3_600_000);
  assert.equal((await cli.run('timer', '--profile', alice, BOB, 'off')).code, 0);
  assert.match((await cli.run('history', '--profile', alice, BOB)).stdout, /New messages stay, by you\./);
  assert.equal((await cli.run('timer', '--profile', alice, BOB, 'soon')).code, 2);
});

test('F33 F36 search and export have neither what was deleted nor what vanishes, and a file whose bytes came whole', async t => {
  const server = await startServerProcess(t);
  const cli = createCli(t);
  const alice = await cli.register(server.url, 'Alice', ALICE);
  const bob = await cli.register(server.url, 'Bob', BOB);
  const send = async (...args: string[]) =>
    JSON.parse((await cli.run('send', '--profile', alice, BOB, ...args, '--json')).stdout).id as string;
  const path = cli.profile('plan.txt');
  writeFileSync(path, 'the plan');
  await send('Das Café am Markt', '--file', path);
  const gone = await send('the secret market');
  await cli.run('timer', '--profile', alice, BOB, '1d');
  await send('brief market');
  await cli.run('receive', '--profile', bob, '--count', '3', '--for', '30s');
  await cli.run('delete', '--profile', alice, gone, '--everyone');
  const found = async (...words: string[]) => (await cli.run('search', '--profile', bob, ...words)).stdout;
  for (let looks = 0; looks < 20 && /secret/.test(await found('secret')); looks++)
    await cli.run('receive', '--profile', bob, '--for', '1s');
  assert.match(await found('cafe', 'MARKT'), /Alice.*Das Café am Markt/);
  assert.doesNotMatch(await found('secret'), /secret/);
  assert.match(await found('brief'), /brief market/, 'it has not vanished yet');

  const out = cli.profile('export');
  assert.match((await cli.run('export', '--profile', bob, ALICE, '--out', out)).stdout, /2 messages in/);
  const lines = readFileSync(join(out, 'messages.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
  assert.deepEqual(
    lines.map(({ text, notice }) => text ?? notice.kind),
    ['Das Café am Markt', 'timer_changed'],
  );
  assert.equal(readFileSync(join(out, lines[0].files[0].path), 'utf8'), 'the plan');
  assert.equal((await cli.run('export', '--profile', bob, ALICE, '--out', out)).code, 2, 'nothing is written over');
});

test('somebody is found by the user name they have chosen, and one that is taken is refused', async t => {
  const server = await startServerProcess(t);
  const cli = createCli(t);
  const alice = await cli.register(server.url, 'Alice', ALICE);
  const bob = await cli.register(server.url, 'Bob', BOB);
  assert.match(
    (await cli.run('profile', '--profile', bob, '--username', 'Bob.Builder')).stdout,
    /username +@bob\.builder\n/,
  );
  assert.equal((await cli.run('profile', '--profile', alice, '--username', 'bob.builder')).code, 4);
  assert.equal((await cli.run('profile', '--profile', alice, '--username', 'х-alice')).code, 4);
  assert.equal((await cli.run('send', '--profile', alice, '@BOB.builder', 'hello')).code, 0);
  assert.match((await cli.run('receive', '--profile', bob, '--count', '1', '--for', '20s')).stdout, /Alice: hello/);
  assert.match((await cli.run('history', '--profile', alice)).stdout, /^@bob\.builder {2}hello/);
  const unknown = await cli.run('send', '--profile', alice, '@nobody', 'hello');
  assert.match(unknown.stderr, /Nobody on this server has this user name/);
});

test('what others see of a person, set from the command line', async t => {
  const server = await startServerProcess(t);
  const cli = createCli(t);
  const alice = await cli.register(server.url, 'Alice', ALICE);
  assert.match((await cli.run('privacy', '--profile', alice)).stdout, /^Online and last seen: on\nRead receipts: on\n/);
  const { stdout } = await cli.run(
    'privacy',
    '--profile',
    alice,
    '--last-seen',
    'off',
    '--read-receipts',
    'off',
    '--json',
  );
  assert.deepEqual(JSON.parse(stdout), { presence: 'nobody', readReceipts: false, groups: 'everyone', blocked: [] });
  assert.match(
    (await cli.run('privacy', '--profile', alice)).stdout,
    /^Online and last seen: off\nRead receipts: off\nAdded to groups by: everyone\n/,
  );
});

test('what somebody says about himself is seen by those he writes to, and where it is for nobody by nobody', async t => {
  const server = await startServerProcess(t);
  const cli = createCli(t);
  const alice = await cli.register(server.url, 'Alice', ALICE);
  const bob = await cli.register(server.url, 'Bob', BOB);
  const own = await cli.run('profile', '--profile', alice, '--about', 'In the garden');
  assert.match(own.stdout, /^name +Alice\n(?:.*\n)*about +In the garden\npicture +\(none\)\nabout for +contacts\n/);
  assert.equal((await cli.run('profile', '--profile', alice, '--about', 'x'.repeat(141))).code, 4);
  await cli.run('send', '--profile', alice, BOB, 'hello');
  await cli.run('receive', '--profile', bob, '--count', '1', '--for', '20s');
  assert.match((await cli.run('profile', '--profile', bob, ALICE)).stdout, /^name +Alice\n.*\nabout +In the garden\n/);
  await cli.run('profile', '--profile', alice, '--about-for', 'nobody');
  const { about, name } = JSON.parse((await cli.run('profile', '--profile', bob, ALICE, '--json')).stdout);
  assert.deepEqual([name, about], ['Alice', undefined]);
});
