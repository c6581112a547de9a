// Files from the command line: sent, received, saved under a safe name, forwarded by nobody but their holder.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createCli } from '../support/cli.ts';
import { startServerProcess } from '../support/server-process.ts';

const ALICE = '+15550510001';
const BOB = '+15550510002';

test('F46 two files with a caption are sent, shown and saved; what is there already stays', async t => {
  const server = await startServerProcess(t);
  const cli = createCli(t);
  const alice = await cli.register(server.url, 'Alice', ALICE);
  const bob = await cli.register(server.url, 'Bob', BOB);
  const folder = cli.profile('files');
  mkdirSync(folder);
  const large = Buffer.alloc(9_000_000, 'parley ');
  writeFileSync(join(folder, 'large.pdf'), large);
  writeFileSync(join(folder, 'note.txt'), '');
  const paths = ['large.pdf', 'note.txt'].flatMap(name => ['--file', join(folder, name)]);
  const sent = await cli.run('send', '--profile', alice, BOB, 'two', 'files', ...paths);
  assert.deepEqual([sent.code, sent.stdout, sent.stderr], [0, '✓ sent\n', '']);
  const received = await cli.run('receive', '--profile', bob, '--count', '1', '--for', '20s', '--json');
  const message = JSON.parse(received.stdout);
  assert.equal(message.text, 'two files');
  assert.deepEqual(message.attachments, [
    { name: 'large.pdf', type: 'application/pdf', size: 9_000_000 },
    { name: 'note.txt', type: 'text/plain', size: 0 },
  ]);

  const out = join(folder, 'out');
  mkdirSync(out);
  writeFileSync(join(out, 'note.txt'), 'mine');
  const saved = await cli.run('get', '--profile', bob, message.id, '--out', out);
  assert.deepEqual([saved.code, saved.stdout], [0, `${join(out, 'large.pdf')}\n${join(out, 'note (1).txt')}\n`]);
  assert.deepEqual(readFileSync(join(out, 'large.pdf')), large);
  assert.equal(readFileSync(join(out, 'note.txt'), 'utf8'), 'mine');
  assert.equal(readFileSync(join(out, 'note (1).txt'), 'utf8'), '');
  assert.deepEqual(readdirSync(out).sort(), ['large.pdf', 'note (1).txt', 'note.txt']);

  const history = (await cli.run('history', '--profile', bob, ALICE)).stdout;
  assert.match(
    history,
    /Alice: two files\n {6}📎 large\.pdf \(application\/pdf, 9\.0 MB\)\n {6}📎 note\.txt .*\n {6}parley get /,
  );
  const again = await cli.run('send', '--profile', alice, BOB, '--file', join(folder, 'large.pdf'));
  assert.equal(again.code, 0);
  const kept = readdirSync(join(server.data, 'assets', 'blobs'), { recursive: true, withFileTypes: true });
  assert.equal(kept.filter(entry => entry.isFile()).length, 2, 'the same file again is kept once');
  assert.match((await cli.run('history', '--profile', alice)).stdout, /📎 large\.pdf\n/);
});

test('what cannot be sent or saved is told, with a code for scripts', async t => {
  const server = await startServerProcess(t);
  const cli = createCli(t);
  const alice = await cli.register(server.url, 'Alice', ALICE);
  await cli.register(server.url, 'Bob', BOB);
  const id = '0'.repeat(32);
  const cases: readonly [number, RegExp, string[]][] = [
    [2, /say a text, or a --file/, ['send', '--profile', alice, BOB]],
    [4, /cannot be sent: there is no such file/, ['send', '--profile', alice, BOB, '--file', 'nothing.txt']],
    [4, /cannot be sent: it is no file/, ['send', '--profile', alice, BOB, '--file', alice]],
    [2, /32 hexadecimal digits/, ['get', '--profile', alice, 'x']],
    [4, /no such message/, ['get', '--profile', alice, id]],
  ];
  for (const [code, error, args] of cases) {
    const ran = await cli.run(...args);
    assert.equal(ran.code, code, args.join(' '));
    assert.match(ran.stderr, error);
  }
});
