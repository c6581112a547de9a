// Links that die without a word, over real TCP: the server goes on writing into a socket that nobody reads.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createCli } from '../support/cli.ts';
import { createPeople, texts } from '../support/people.ts';
import { startServerProcess } from '../support/server-process.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';

const twenty = Array.from({ length: 20 }, (_, i) => `message ${i + 1}`);

test('F6 the receiver goes dark, 20 messages are written into its dead socket: it gets all 20 once, in order, elsewhere', async t => {
  const server = await startServerProcess(t);
  const proxy = await startTcpProxy(t, server.url);
  const people = createPeople(t, server.url);
  const alice = await people.register('Alice');
  const bob = await people.register('Bob');
  const darkBob = await people.reopen(bob, { server: proxy.url });
  alice.client.connect();
  darkBob.connect();
  await Promise.all([alice.client.whenOnline(), darkBob.whenOnline()]);
  proxy.freeze();
  const sent = [];
  for (const text of twenty) sent.push(await alice.client.sendText(darkBob.account, text));
  for (const { id } of sent) await alice.client.waitFor(id, 'sent');
  // Sent, and written to a socket: still not delivered, because the device has not said so.
  for (const { id } of sent) assert.equal((await alice.client.message(id))?.state, 'sent');
  assert.ok(proxy.open() > 0, 'the dead socket is still open');
  assert.deepEqual(await texts(darkBob, alice.client.account), []);

  const back = await people.reopen(bob);
  back.connect();
  await back.whenOnline();
  assert.deepEqual(await texts(back, alice.client.account), twenty);
  for (const { id } of sent) await alice.client.waitFor(id, 'delivered');
});

test('F7 the receiver is half dead and the sender gone at once: the server alone brings the message', async t => {
  const server = await startServerProcess(t);
  const proxy = await startTcpProxy(t, server.url);
  const people = createPeople(t, server.url);
  const cli = createCli(t);
  const alice = await cli.register(server.url, 'Alice', '+15550600001');
  const bob = await people.register('Bob');
  const darkBob = await people.reopen(bob, { server: proxy.url });
  darkBob.connect();
  await darkBob.whenOnline();
  proxy.freeze();
  // Waits for ✓✓, which cannot come, and is killed as soon as there is ✓.
  const sending = cli.start('chat', '--profile', alice, bob.client.phone);
  await sending.line('connected');
  sending.child.stdin.write('the last thing I said\n');
  await sending.line('the last thing I said ✓');
  await sending.kill();
  const back = await people.reopen(bob);
  back.connect();
  await back.whenOnline();
  const [chat] = await back.chats();
  assert.deepEqual(await texts(back, chat!.id), ['the last thing I said']);
  // And the sender learns of it when it is back.
  const status = await cli.run('receive', '--profile', alice, '--for', '2s');
  assert.equal(status.code, 0);
  const history = await cli.run('history', '--profile', alice, bob.client.phone, '--json');
  assert.equal(JSON.parse(history.stdout).state, 'delivered');
});

test('F6 a sender whose link is dead notices by itself, connects anew and sends each message once', async t => {
  const server = await startServerProcess(t);
  const proxy = await startTcpProxy(t, server.url);
  const people = createPeople(t, server.url);
  const bob = await people.register('Bob');
  const alice = await people.register('Alice');
  // A hundred times faster than the wall: 25 s of silence pass in a moment.
  const quick = { now: () => Date.now(), after: (ms: number, run: () => void) => stoppable(setTimeout(run, ms / 100)) };
  const client = await people.reopen(alice, { server: proxy.url, clock: quick });
  client.connect();
  bob.client.connect();
  await Promise.all([client.whenOnline(), bob.client.whenOnline()]);
  const first = await client.sendText(bob.client.account, 'before');
  await client.waitFor(first.id, 'delivered');
  proxy.freeze();
  const sent = await Promise.all(twenty.map(text => client.sendText(bob.client.account, text)));
  for (const { id } of sent) await client.waitFor(id, 'delivered');
  assert.deepEqual(await texts(bob.client, client.account), ['before', ...twenty]);
});

function stoppable(timer: NodeJS.Timeout): () => void {
  return () => clearTimeout(timer);
}
