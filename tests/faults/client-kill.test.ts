// kill -9 of the client's process, in the middle of sending and of receiving. PARLEY_KILL_RUNS sets how often.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Cli, createCli, type RunningCli } from '../support/cli.ts';
import { type ServerProcess, startServerProcess } from '../support/server-process.ts';

const runs = Math.ceil(Number(process.env.PARLEY_KILL_RUNS ?? 5) / 2);
const ALICE = '+15550700001';
const BOB = '+15550700002';
const LINES = 120;
const MORE_LINES = 20;

async function history(cli: Cli, profile: string, peer: string): Promise<{ text: string; state: string }[]> {
  const { stdout } = await cli.run('history', '--profile', profile, peer, '--limit', '100000', '--json');
  return stdout
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line));
}

const textsOf = (messages: readonly { text: string }[]): string[] => messages.map(({ text }) => text);

/**
 * Messages are certain to be pending when the kill comes: they are typed while the server is suspended, and the chat,
 * which takes one line after the other, has answered the one behind them. What is typed after that is being stored.
 */
async function killWithPending(chat: RunningCli, server: ServerProcess, type: (lines: number) => void): Promise<void> {
  server.suspend();
  type(MORE_LINES);
  chat.child.stdin.write('/help\n');
  await chat.line('/reply N TEXT');
  type(MORE_LINES);
  await chat.kill();
  server.resume();
}

test(`F9 D2 D3 a sender killed in the middle, ${runs} times: what was written is pending, leaves later, once and in order`, {
  timeout: 600_000,
}, async t => {
  const server = await startServerProcess(t, { env: { PARLEY_SENDS_PER_SECOND: '0' } });
  const cli = createCli(t);
  const alice = await cli.register(server.url, 'Alice', ALICE);
  const bob = await cli.register(server.url, 'Bob', BOB);
  let written = 0;
  for (let run = 1; run <= runs; run++) {
    const chat = cli.start('chat', '--profile', alice, BOB);
    await chat.line('connected');
    const from = written;
    const type = (lines: number): void => {
      for (let i = 0; i < lines; i++) chat.child.stdin.write(`line ${written++}\n`);
    };
    type(LINES);
    // At another place each time; every second kill comes while answers of the server do, if the sender has any to come.
    await chat.line(`you: line ${from + ((run * 17) % 60)} ✓`);
    const held = run % 2 === 1;
    await (held ? killWithPending(chat, server, type) : chat.kill());
    const kept = await history(cli, alice, BOB);
    if (held) {
      const pending = kept.filter(({ state }) => state === 'pending').length;
      assert.ok(pending >= MORE_LINES, `${pending} messages are pending`);
    }
    // What had not been stored was never shown as written: go on from there.
    written = kept.length;
    assert.deepEqual(
      textsOf(kept),
      Array.from({ length: written }, (_, i) => `line ${i}`),
      'a prefix of what was typed',
    );
  }
  const last = await cli.run('send', '--profile', alice, BOB, 'the end', '--timeout', '5m');
  assert.equal(last.code, 0, `everything typed has been sent: ${last.stderr}`);
  await cli.run('receive', '--profile', bob, '--count', String(written + 1), '--for', '5m');
  const expected = [...Array.from({ length: written }, (_, i) => `line ${i}`), 'the end'];
  assert.deepEqual(textsOf(await history(cli, bob, ALICE)), expected);
  const sent = await history(cli, alice, BOB);
  assert.deepEqual(textsOf(sent), expected);
  assert.deepEqual(
    sent.filter(({ state }) => state === 'pending' || state === 'failed'),
    [],
  );
});

test(`F16 D4 a receiver killed in the middle of its drain, ${runs} times: each message is shown once, in order`, {
  timeout: 600_000,
}, async t => {
  const server = await startServerProcess(t, { env: { PARLEY_SENDS_PER_SECOND: '0' } });
  const cli = createCli(t);
  const alice = await cli.register(server.url, 'Alice', ALICE);
  const bob = await cli.register(server.url, 'Bob', BOB);
  const count = (runs + 1) * 400;
  const lines = Array.from({ length: count }, (_, i) => `line ${i}`);
  const chat = cli.start('chat', '--profile', alice, BOB);
  chat.child.stdin.end(`${lines.join('\n')}\n`);
  await chat.ended;
  const last = await cli.run('send', '--profile', alice, BOB, 'the end', '--timeout', '5m');
  assert.equal(last.code, 0, `everything typed has been sent: ${last.stderr}`);
  const printed: string[] = [];
  const print = (stdout: string): void => {
    // The last line may have been cut off with the process.
    const whole = stdout.split('\n').filter(line => line.startsWith('{') && line.endsWith('}'));
    printed.push(...whole.map(line => JSON.parse(line).text));
  };
  for (let run = 1; run <= runs; run++) {
    const receiving = cli.start('receive', '--profile', bob, '--json');
    await receiving.line(`"line ${run * 130}"`);
    print((await receiving.kill()).stdout);
  }
  const rest = cli.start('receive', '--profile', bob, '--json');
  await rest.line('"the end"');
  print((await rest.kill()).stdout);
  assert.deepEqual(textsOf(await history(cli, bob, ALICE)), [...lines, 'the end']);
  // Handed over at least once: only what was being handed over when the kill came may be printed again.
  assert.deepEqual([...new Set(printed)], [...lines, 'the end']);
});
