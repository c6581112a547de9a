// What is done with messages from the command line.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCli } from '../support/cli.ts';
import { startServerProcess } from '../support/server-process.ts';

const ALICE = '+15550500001';
const BOB = '+15550500002';

test('U18 U19 F33 a message is reacted to, edited, marked and deleted for everyone', async t => {
  const server = await startServerProcess(t);
  const cli = createCli(t);
  const alice = await cli.register(server.url, 'Alice', ALICE);
  const bob = await cli.register(server.url, 'Bob', BOB);
  const { id } = JSON.parse((await cli.run('send', '--profile', alice, BOB, 'helo', '--json')).stdout);
  const receives = (count: string) => cli.run('receive', '--profile', bob, '--count', count, '--for', '20s', '--json');
  await receives('1');
  const shown = async (profile: string, other: string) =>
    (await cli.run('history', '--profile', profile, other, '--ids')).stdout;
  assert.match(await shown(alice, BOB), new RegExp(`^${id} .* you: helo`));

  assert.match((await cli.run('edit', '--profile', alice, id, 'hello')).stdout, /you: hello \(edited\)/);
  assert.match((await cli.run('react', '--profile', bob, id, '👍')).stdout, /👍/);
  await cli.run('send', '--profile', alice, BOB, 'second');
  await receives('1');
  assert.match(await shown(bob, ALICE), /Alice: hello \(edited\)\n +👍\n/);

  assert.equal((await cli.run('star', '--profile', bob, id)).code, 0);
  assert.match((await cli.run('star', '--profile', bob)).stdout, /Alice ★: hello/);
  const refused = await cli.run('edit', '--profile', bob, id, 'mine');
  assert.equal(refused.code, 4);
  assert.match(refused.stderr, /Only its author can edit a message/);
  assert.equal((await cli.run('react', '--profile', bob, id, 'no')).code, 4);
  assert.equal((await cli.run('react', '--profile', bob, 'nothing', '👍')).code, 2);

  assert.match((await cli.run('delete', '--profile', alice, id, '--everyone')).stdout, /This message was deleted/);
  await cli.run('send', '--profile', alice, BOB, 'third');
  await receives('1');
  const now = await shown(bob, ALICE);
  assert.match(now, /\[This message was deleted\]/);
  assert.doesNotMatch(now, /hello/);
  assert.equal((await cli.run('star', '--profile', bob)).stdout, '');
  await cli.run('delete', '--profile', bob, id);
  assert.doesNotMatch(await shown(bob, ALICE), /deleted/);
});

test('F32 what the server refuses for good is a failure with its reason, and stays on the line of the message', async t => {
  const server = await startServerProcess(t);
  const cli = createCli(t);
  const alice = await cli.register(server.url, 'Alice', ALICE);
  const bob = await cli.register(server.url, 'Bob', BOB);
  const { id } = JSON.parse((await cli.run('send', '--profile', alice, BOB, 'helo', '--json')).stdout);
  await cli.run('delete-account', '--yes', '--profile', bob);

  for (const command of [
    ['edit', id, 'hello'],
    ['react', id, '👍'],
    ['pin', id],
    ['timer', BOB, '1h'],
  ]) {
    const refused = await cli.run(command[0]!, '--profile', alice, ...command.slice(1));
    assert.equal(refused.code, 4, command[0]);
    assert.match(refused.stderr, /^parley: .*\(unknown_account\)\n$/);
  }
  const shown = async () => (await cli.run('history', '--profile', alice, BOB)).stdout;
  assert.match(await shown(), /^\S+ you: helo .*\n +Not edited \(hello\): [^\n]*\n$/);
  const undeleted = await cli.run('delete', '--profile', alice, id, '--everyone');
  assert.equal(undeleted.code, 4);
  assert.match(await shown(), /Not deleted for the others: /);
});
