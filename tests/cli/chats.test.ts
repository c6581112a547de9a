// What is done with chats from the command line.
import assert from 'node:assert/strict';
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
