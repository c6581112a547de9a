import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCli } from '../support/cli.ts';
import { startServerProcess } from '../support/server-process.ts';

test('a terminal is linked by the code it shows, receives as the person, and is unlinked', async t => {
  const { url } = await startServerProcess(t);
  const cli = createCli(t);
  const phone = await cli.register(url, 'alice', '+15550104001');
  const bob = await cli.register(url, 'bob', '+15550104002');
  const laptop = cli.profile('laptop');
  const linking = cli.start('link', '--server', url, '--profile', laptop, '--name', 'Laptop', '--json');
  const { code } = JSON.parse(await linking.line('parley:link/'));
  const linked = await cli.run('link', code, '--profile', phone);
  assert.match(linked.stdout, /Linked device 2, Laptop/);
  assert.equal((await linking.ended).code, 0);
  const listed = await cli.run('devices', '--profile', laptop);
  assert.match(listed.stdout, /1 {2}primary .*\n {2}2 {2}Laptop \(this one\)/);
  await cli.run('send', '+15550104001', 'hello', '--profile', bob);
  const received = await cli.run('receive', '--profile', laptop, '--count', '1', '--for', '20s');
  assert.match(received.stdout, /hello/);
  assert.equal((await cli.run('unlink', '2', '--profile', laptop)).code, 4, 'it does not hold the account key');
  assert.equal((await cli.run('unlink', '2', '--profile', phone)).code, 0);
  const ended = await cli.run('receive', '--profile', laptop, '--for', '10s');
  assert.match(ended.stderr, /not valid|removed/);
});

test('another terminal is made the main device: offered, taken, and the first one links no more', async t => {
  const { url } = await startServerProcess(t);
  const cli = createCli(t);
  const phone = await cli.register(url, 'alice', '+15550104003');
  const laptop = cli.profile('laptop');
  const linking = cli.start('link', '--server', url, '--profile', laptop, '--name', 'Laptop', '--json');
  const { code } = JSON.parse(await linking.line('parley:link/'));
  assert.equal((await cli.run('link', code, '--profile', phone)).code, 0);
  assert.equal((await linking.ended).code, 0);
  const early = await cli.run('main-device', '--profile', laptop);
  assert.match(early.stderr, /No other device has offered it/);
  const offered = await cli.run('main-device', '2', '--profile', phone);
  assert.match(offered.stdout, /Offered to device 2/);
  const taken = await cli.run('main-device', '--profile', laptop);
  assert.deepEqual([taken.code, taken.stdout], [0, 'This device links and unlinks from now on.\n']);
  assert.equal((await cli.run('receive', '--profile', phone, '--for', '2s')).code, 0);
  assert.equal((await cli.run('unlink', '2', '--profile', phone)).code, 4, 'it does not hold the account key any more');
  assert.equal((await cli.run('unlink', '1', '--profile', laptop)).code, 0);
});
