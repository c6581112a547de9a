import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCli } from '../support/cli.ts';
import { startServerProcess } from '../support/server-process.ts';

const phone = '+15550104101';

test('an account goes on in another profile by its recovery code, and only by that', async t => {
  const { url } = await startServerProcess(t);
  const cli = createCli(t);
  const alice = await cli.register(url, 'alice', phone);
  const anew = (profile: string) => [
    '--server',
    url,
    '--phone',
    phone,
    '--name',
    'Alice',
    '--dev-code',
    '--profile',
    cli.profile(profile),
  ];
  const early = await cli.run('recovery', 'use', 'x', ...anew('early'));
  assert.equal(early.code, 4);
  assert.match(early.stderr, /recovery_not_found/);
  assert.equal((await cli.run('recovery', 'new', '--profile', alice)).code, 2, 'nobody is there to write it down');
  const made = await cli.run('recovery', 'new', '--unchecked', '--json', '--profile', alice);
  const { recoveryCode } = JSON.parse(made.stdout);
  assert.match(recoveryCode, /^([0-9A-Z]{4} ){6}[0-9A-Z]{4}$/);
  const slip = await cli.run('recovery', 'use', recoveryCode.slice(1), ...anew('slip'));
  assert.equal(slip.code, 4);
  assert.match(slip.stderr, /bad_recovery_code/);
  const used = await cli.run('recovery', 'use', recoveryCode, ...anew('new'));
  assert.equal(used.code, 0, used.stderr);
  const listed = await cli.run('devices', '--json', '--profile', cli.profile('new'));
  assert.deepEqual(
    listed.stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line).device),
    [2],
  );
  assert.equal((await cli.run('devices', '--profile', alice)).code, 0, 'what it knows itself');
  assert.equal((await cli.run('recovery', 'new', '--unchecked', '--profile', alice)).code, 3, 'it has ended');
});

test('a PIN is set, asked for when the number is registered anew, and taken away', async t => {
  const { url } = await startServerProcess(t);
  const cli = createCli(t);
  const alice = await cli.register(url, 'alice', phone);
  const pin = async (...args: string[]) =>
    JSON.parse((await cli.run('registration-pin', ...args, '--json', '--profile', alice)).stdout);
  assert.deepEqual([await pin(), await pin('271828')], [{ pin: false }, { pin: true }]);
  const to = ['--server', url, '--phone', phone, '--name', 'Alice', '--dev-code', '--profile', cli.profile('new')];
  assert.equal((await cli.run('register', ...to)).code, 2, 'nobody is there to be asked');
  assert.match((await cli.run('register', ...to, '--pin', '314159')).stderr, /bad_pin/);
  assert.deepEqual(await pin('--off'), { pin: false });
  assert.equal((await cli.run('register', ...to)).code, 0);
});

test('an account is deleted for good, and its number is free', async t => {
  const { url } = await startServerProcess(t);
  const cli = createCli(t);
  const alice = await cli.register(url, 'alice', phone);
  const bob = await cli.register(url, 'bob', '+15550104102');
  const { account: gone } = JSON.parse((await cli.run('status', '--json', '--profile', alice)).stdout);
  assert.equal((await cli.run('delete-account', '--profile', alice)).code, 2, 'nobody is there to be asked');
  const deleted = await cli.run('delete-account', '--yes', '--profile', alice);
  assert.equal(deleted.code, 0, deleted.stderr);
  const sent = await cli.run('send', gone, 'are you there?', '--profile', bob);
  assert.notEqual(sent.code, 0);
  assert.match(sent.stderr, /unknown_account/);
  const again = await cli.register(url, 'again', phone);
  const { account } = JSON.parse((await cli.run('status', '--json', '--profile', again)).stdout);
  assert.notEqual(account, gone);
});
