// The command line against the real server: what the README shows, and what every command answers when it can't.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { createCli } from '../support/cli.ts';
import { startServerProcess } from '../support/server-process.ts';

const ALICE = '+15550500001';
const BOB = '+15550500002';

test('two people: sent while the other is away, then received; delivered while the other is there', async t => {
  const server = await startServerProcess(t);
  const cli = createCli(t);
  const alice = await cli.register(server.url, 'Alice', ALICE);
  const bob = await cli.register(server.url, 'Bob', BOB);
  const sent = await cli.run('send', '--profile', alice, BOB, 'Hello', 'Bob');
  assert.deepEqual(sent, { code: 0, stdout: '✓ sent\n', stderr: '' });
  const received = await cli.run('receive', '--profile', bob, '--count', '1', '--for', '20s', '--json', '--read');
  const message = JSON.parse(received.stdout);
  assert.deepEqual([received.code, message.text, message.outgoing], [0, 'Hello Bob', false]);

  const receiving = cli.start('receive', '--profile', bob, '--count', '1');
  const second = await cli.run('send', '--profile', alice, BOB, 'Second', '--wait', 'delivered');
  assert.deepEqual(second, { code: 0, stdout: '✓✓ delivered\n', stderr: '' });
  const { code, stdout } = await receiving.ended;
  assert.equal(code, 0);
  assert.match(stdout, /^\d\d:\d\d Alice: Second\n$/);

  const history = (await cli.run('history', '--profile', alice, BOB, '--json')).stdout.trim().split('\n');
  const states = history.map(line => JSON.parse(line)).map(each => [each.text, each.state]);
  assert.deepEqual(states, [
    ['Hello Bob', 'read'],
    ['Second', 'delivered'],
  ]);
  assert.match((await cli.run('history', '--profile', bob)).stdout, /^Alice {2}\(1 new\) {2}Second\n$/);
});

test('F9 the server is down: the message is kept, that is said, and the next command sends it', async t => {
  const server = await startServerProcess(t);
  const cli = createCli(t);
  const alice = await cli.register(server.url, 'Alice', ALICE);
  const bob = await cli.register(server.url, 'Bob', BOB);
  await cli.run('send', '--profile', alice, BOB, 'one');
  await server.kill('SIGTERM');
  const kept = await cli.run('send', '--profile', alice, BOB, 'two', '--timeout', '500ms', '--json');
  assert.deepEqual([kept.code, JSON.parse(kept.stdout).state], [5, 'pending']);
  assert.match(kept.stderr, /^parley: the server cannot be reached; the message is kept in the outbox/);
  const unknown = await cli.run('send', '--profile', alice, '+15550509999', 'hi', '--timeout', '2s');
  assert.equal(unknown.code, 5);
  assert.match(unknown.stderr, /was NOT kept/);
  assert.match((await cli.run('status', '--profile', alice)).stdout, /in the outbox +1\n/);
  await server.start();
  assert.equal((await cli.run('send', '--profile', alice, BOB, 'three')).code, 0);
  const { stdout } = await cli.run('receive', '--profile', bob, '--count', '3', '--for', '20s', '--json');
  const texts = stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line).text);
  assert.deepEqual(texts, ['one', 'two', 'three']);
});

test('what cannot be done is told on stderr, with a code for scripts', async t => {
  const server = await startServerProcess(t);
  const cli = createCli(t);
  const alice = await cli.register(server.url, 'Alice', ALICE);
  const cases: readonly [number, RegExp, string[]][] = [
    [2, /unknown command/, ['sned']],
    [2, /required option '--profile/, ['send', BOB, 'hi']],
    [2, /--timeout must be a duration/, ['send', '--profile', alice, BOB, 'hi', '--timeout', 'soon']],
    [2, /--count must be a whole number/, ['receive', '--profile', alice, '--count', '0']],
    [2, /bob is no phone number .*, and no group here has that name/, ['send', '--profile', alice, 'bob', 'hi']],
    [2, /--port must be a whole number/, ['serve', '--port', 'x']],
    [3, /There is no profile in/, ['status', '--profile', cli.profile('nobody')]],
    [4, /Nobody is registered/, ['send', '--profile', alice, '+15550509999', 'hi']],
    [
      4,
      /registered already/,
      ['register', '--server', server.url, '--phone', BOB, '--name', 'B', '--profile', alice, '--dev-code'],
    ],
    [5, /0 of 1 messages came/, ['receive', '--profile', alice, '--count', '1', '--for', '1s']],
  ];
  for (const [code, words, args] of cases) {
    const ran = await cli.run(...args);
    assert.equal(ran.code, code, `${args.join(' ')}: ${ran.stderr}`);
    assert.match(ran.stderr, words);
    assert.equal(ran.stdout, '', args.join(' '));
  }
  assert.equal(existsSync(cli.profile('nobody')), false, 'asking about a profile makes none');
  assert.equal((await cli.run('receive', '--profile', alice, '--for', '300ms')).code, 0);
  assert.equal((await cli.run('--help')).code, 0);
});

test('one process owns a profile', async t => {
  const server = await startServerProcess(t);
  const cli = createCli(t);
  const alice = await cli.register(server.url, 'Alice', ALICE);
  const first = cli.start('chat', '--profile', alice, ALICE);
  await first.line('connected');
  const second = await cli.run('status', '--profile', alice);
  assert.equal(second.code, 5);
  assert.match(second.stderr, /profile_in_use/);
  first.child.stdin.end('/quit\n');
  assert.equal((await first.ended).code, 0);
});

test('a chat shows what comes in and the ticks of what goes out, and answers', async t => {
  const server = await startServerProcess(t);
  const cli = createCli(t);
  const alice = await cli.register(server.url, 'Alice', ALICE);
  const bob = await cli.register(server.url, 'Bob', BOB);
  const [one, other] = [cli.start('chat', '--profile', alice, BOB), cli.start('chat', '--profile', bob, ALICE)];
  await Promise.all([one.line('connected'), other.line('connected')]);
  one.child.stdin.write('Coffee?\n');
  await other.line('Alice: Coffee?');
  await one.line('you: Coffee? ✓✓');
  other.child.stdin.write('/reply 1 Yes\n');
  assert.match(await one.line('Bob: Yes'), /^\d\d:\d\d Bob: Yes$/);
  await one.line('┃ Coffee?');
  one.child.stdin.write('/dance\n');
  await one.line('/reply N TEXT');
  one.child.stdin.end('last words\n');
  await other.line('Alice: last words');
  other.child.stdin.end();
  assert.deepEqual([(await one.ended).code, (await other.ended).code], [0, 0]);
  const verified = await Promise.all([
    cli.run('verify', '--profile', alice, BOB, '--mark', '--json'),
    cli.run('verify', '--profile', bob, ALICE, '--json'),
  ]);
  const [own, their] = verified.map(({ stdout }) => JSON.parse(stdout));
  assert.deepEqual([own.digits, own.verified, their.verified], [their.digits, true, false]);
});

test('an operator without an SMS gateway invites; who has no invite is refused', async t => {
  const server = await startServerProcess(t, { env: { PARLEY_REGISTRATION: 'invite' }, dev: false });
  const cli = createCli(t);
  const made = await cli.run('invite', '--data', server.data, '--json');
  const { invite } = JSON.parse(made.stdout);
  const register = (name: string, ...more: string[]) =>
    cli.run(
      'register',
      '--server',
      server.url,
      '--phone',
      ALICE,
      '--name',
      name,
      '--profile',
      cli.profile(name),
      ...more,
    );
  const uninvited = await register('Mallory');
  assert.equal(uninvited.code, 4);
  assert.match(uninvited.stderr, /invite_needed/);
  const invited = await register('Alice', '--invite', invite);
  assert.equal(invited.code, 0, invited.stderr);
});

test('the server stops in order on a Ctrl-C that reaches it twice, and says so', async t => {
  const cli = createCli(t, { PARLEY_PORT: '0' });
  const server = cli.start('serve', '--data', cli.profile('data'));
  await server.line('Parley is running at http://localhost:');
  server.child.kill('SIGINT');
  server.child.kill('SIGINT');
  const { code, stderr } = await server.ended;
  assert.equal(code, 0, stderr);
  assert.match(stderr, /"msg":"stopped"/);
});

test('a development server that others reach does not say that it shows codes', async t => {
  const cli = createCli(t, { PARLEY_PORT: '0' });
  const server = cli.start('serve', '--dev', '--host', '0.0.0.0', '--data', cli.profile('data'));
  await server.line('Parley is running at http://localhost:');
  await server.line('Registration: open.');
  server.child.kill('SIGTERM');
  assert.doesNotMatch((await server.ended).stdout, /--dev-code|shows registration codes/);
});

test('config check shows settings without secrets, and ends as a server with them would', async t => {
  const cli = createCli(t, { PARLEY_METRICS_TOKEN: 'hush-hush' });
  const good = await cli.run('config', 'check', '--port', '81');
  assert.equal(good.code, 0);
  assert.match(good.stdout, /^ {2}port +81 {2}\(--port\)$/m);
  assert.match(good.stdout, /^ {2}metrics-token +set {2}\(PARLEY_METRICS_TOKEN\)$/m);
  assert.match(good.stdout, /\nThe settings are good\.\n$/);
  assert.doesNotMatch(good.stdout, /hush/);
  const wrong = await cli.run('config', 'check', '--port', 'x', '--roles', 'groups', '--json');
  assert.equal(wrong.code, 2);
  assert.equal(JSON.parse(wrong.stdout).problems.length, 4);
  const alone = await cli.run('config', 'check', '--redis', '127.0.0.1:1', '--connect');
  assert.equal(alone.code, 1);
  assert.match(alone.stdout, /^✗ redis 127\.0\.0\.1:1 nothing listens there$/m);
  assert.match(alone.stdout, /, but 1 of 1 cannot be reached\.\n$/);
});
