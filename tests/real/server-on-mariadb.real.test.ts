// A whole server with its accounts, keys, groups and lists of files in a database: people chat over it, and it outlives its troubles.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startMariadb } from '../../dev/parts/mariadb.ts';
import { createCli } from '../support/cli.ts';
import { startServerProcess } from '../support/server-process.ts';

const BEN = '+15550520002';

test('people register, chat, send files and make groups on a database; kills of either lose nothing', async t => {
  const mariadb = await startMariadb({ replicas: 1 });
  t.after(mariadb.stop);
  const folder = mkdtempSync(join(tmpdir(), 'parley-database-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const env = {
    PARLEY_SQL: mariadb.url,
    PARLEY_SQL_PASSWORD: mariadb.password,
    PARLEY_SQL_REPLICAS: `eu=${mariadb.replicaAddresses[0]}`,
    PARLEY_REGION: 'eu',
  };
  const server = await startServerProcess(t, { env });
  const cli = createCli(t);
  const ann = await cli.register(server.url, 'Ann 😀', '+15550520001');
  const ben = await cli.register(server.url, 'Ben', BEN);
  const run = async (...words: string[]) => {
    const { code, stdout, stderr } = await cli.run(...words);
    assert.equal(code, 0, `${words.join(' ')}: ${stderr}`);
    return stdout;
  };
  await run('send', '--profile', ann, BEN, 'Hello', '🇮🇹');
  assert.match(await run('receive', '--profile', ben, '--count', '1', '--for', '20s'), /Hello 🇮🇹/);
  const { id } = JSON.parse(await run('group', 'create', '--profile', ann, '𠮷 👨‍👩‍👧‍👦', BEN, '--json'));
  await run('receive', '--profile', ben, '--for', '1s');

  await server.kill();
  await mariadb.primary.restart();
  await server.start();
  writeFileSync(join(folder, 'file'), 'what is in it');
  await run('send', '--profile', ann, id, 'after', 'the', 'kills', '--file', join(folder, 'file'));
  const received = await run('receive', '--profile', ben, '--count', '1', '--for', '20s', '--json');
  const message = JSON.parse(received.trim().split('\n').at(-1)!);
  assert.equal(message.text, 'after the kills');
  assert.equal(JSON.parse(await run('group', 'list', '--profile', ben, '--json')).name, '𠮷 👨‍👩‍👧‍👦');

  mariadb.primary.pause();
  const response = await fetch(`${server.url}/v1/registrations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ phone: '+15550520003' }),
  });
  const refused = (await response.json()) as { code: string; temporary: boolean };
  assert.deepEqual([response.status, refused.code, refused.temporary], [503, 'unavailable', true]);
  mariadb.primary.resume();
  await cli.register(server.url, 'Cat', '+15550520003');
  const logs = server.logs();
  assert.doesNotMatch(logs, new RegExp(`${BEN.slice(1)}|${mariadb.password}`));
});
