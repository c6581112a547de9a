// An operator moves shards to another cell of the mailbox while people write to each other, all of it in TLS.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startMailbox } from '../../dev/parts/mailbox.ts';
import { createCli } from '../support/cli.ts';
import { createLinkCertificates } from '../support/link-certificates.ts';
import { createPeople, texts } from '../support/people.ts';
import { startServerProcess } from '../support/server-process.ts';

test('shards move by a command while people write to each other; ticks and own copies cross the cells', async t => {
  const [{ linkCert: cert, linkKey: key, linkCa: ca }] = createLinkCertificates(t, '127.0.0.1') as [
    { linkCert: string; linkKey: string; linkCa: string },
  ];
  const part = await startMailbox({ cells: 2, tls: { cert, key, ca } });
  t.after(() => part.stop());
  const places = part.addresses.map(({ host, port }) => `${host}:${port}`);
  const env = { PARLEY_MAILBOX: places.join(';'), PARLEY_MAILBOX_SECRET: part.secret, PARLEY_MAILBOX_CA: ca };
  const cli = createCli(t, env);
  const shards = async () => (await cli.run('mailbox', 'shards')).stdout.split('\n').filter(Boolean);
  const server = await startServerProcess(t, { env });
  const people = createPeople(t, server.url);
  const [alice, bob] = [(await people.register('Alice')).client, (await people.register('Bob')).client];
  alice.connect();
  bob.connect();
  assert.deepEqual(await shards(), [`${places[0]}: 0-7`, `${places[1]}: none`]);
  const said: string[] = [];
  for (const range of ['0-3', '4', '5-7']) {
    const moved = await cli.run('mailbox', 'move', range, '--to', places[1]!, '--json');
    assert.equal(moved.code, 0, moved.stderr);
    said.push(`when ${range} have moved`);
    const { id } = await alice.sendText(bob.account, said.at(-1)!);
    await alice.waitFor(id, 'delivered');
  }
  assert.deepEqual(await texts(bob, alice.account), said);
  const back = await cli.run('mailbox', 'move', '2-4', '--to', places[0]!);
  assert.match(back.stdout, /^(Shard \d has moved\. Its messages waited for \d+ ms\.\n){3}$/);
  assert.deepEqual(await shards(), [`${places[0]}: 2-4`, `${places[1]}: 0-1, 5-7`]);
  const nowhere = await cli.run('mailbox', 'move', '2', '--to', '127.0.0.1:1');
  assert.match(nowhere.stderr, /127\.0\.0\.1:1 is not among the nodes of --mailbox/);
  await part.nodes[1]!.kill();
  const away = await cli.run('mailbox', 'move', '2', '--to', places[1]!);
  assert.match(away.stderr, /the node that has shard 2 does not reach that cell/);
});
