// Echo, who keeps a newcomer company on a development server.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type AccountId, type ChatId, type Client, createMemoryStore, type Message, register } from '@parley/client';
import { type AdminAccount, askAdmin } from '@parley/server';
import { BURST } from '../../cli/src/echo/answer-rate.ts';
import { echo } from '../../cli/src/echo/echo.ts';
import { createCli } from '../support/cli.ts';
import { createPeople, texts } from '../support/people.ts';
import { startServerProcess } from '../support/server-process.ts';

interface Scene {
  readonly server: Awaited<ReturnType<typeof startServerProcess>>;
  readonly people: ReturnType<typeof createPeople>;
  readonly alice: Client;
  readonly echo: AccountId;
}

async function createScene(t: TestContext): Promise<Scene> {
  const data = mkdtempSync(join(tmpdir(), 'parley-echo-'));
  t.after(() => rmSync(data, { recursive: true, force: true, maxRetries: 10 })); // Echo goes a moment after its server
  const server = await startServerProcess(t, { data, env: { PARLEY_ECHO: 'true' } });
  const people = createPeople(t, server.url);
  const alice = (await people.register('Alice')).client;
  await online(alice);
  const { echo: phone } = (await (await fetch(`${server.url}/v1/server`)).json()) as { echo: string };
  return { server, people, alice, echo: await resolved(alice, phone) };
}

/** Echo makes its account when the server listens already. */
async function resolved(client: Client, phone: string): Promise<AccountId> {
  for (;;) {
    try {
      return await client.resolve(phone);
    } catch (error) {
      if ((error as { code?: string }).code !== 'unknown_phone') throw error;
      await new Promise(resolve => setImmediate(resolve));
    }
  }
}

async function online(client: Client): Promise<void> {
  client.connect();
  await client.whenOnline();
}

async function devicesOf(data: string, account: AccountId): Promise<number[]> {
  const found = (await askAdmin({ env: {}, flags: { data } }, 'GET', `/accounts/${account}`)) as AdminAccount;
  return found.devices.map(({ device }) => device);
}

/** The next message in that chat, from where the listener was made. */
function listen(client: Client, chat: ChatId): () => Promise<Message> {
  const found: Message[] = [];
  let bell = Promise.withResolvers<void>();
  client.on('message', message => {
    if (message.outgoing || message.chat !== chat || message.state !== 'received') return;
    found.push(message);
    bell.resolve();
  });
  return async () => {
    for (;;) {
      const next = found.shift();
      if (next) return next;
      bell = Promise.withResolvers();
      await bell.promise;
    }
  };
}

test('Echo reads what it is sent, says it back, and sends a file back; also after a restart of its server', {
  timeout: 60_000,
}, async t => {
  const { server, alice, echo: friend } = await createScene(t);
  const heard = listen(alice, friend);
  const sent = await alice.sendText(friend, 'Hello 👋');
  const answer = await heard();
  assert.deepEqual([answer.text, answer.quote?.id], ['Hello 👋', sent.id]);
  await alice.waitFor(sent.id, 'read');
  assert.equal((await alice.chat(friend)).name, 'Echo');

  const source = new Blob(['a note']);
  await alice.sendFiles(friend, [{ source, name: 'note.txt', type: 'text/plain' }], { text: 'look' });
  const back = await heard();
  assert.deepEqual([back.text, back.attachments?.[0]?.name], ['look', 'note.txt']);
  const stream = await alice.openAttachment(back.id, 0);
  assert.equal(await new Response(stream as ReadableStream).text(), 'a note');

  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    await server.kill(signal);
    await server.start();
    await online(alice);
    await alice.sendText(friend, `after ${signal}`);
    assert.equal((await heard()).text, `after ${signal}`);
  }
  await server.kill('SIGTERM');
  const moved = await startServerProcess(t, { data: server.data, env: { PARLEY_ECHO: 'true' } });
  const nora = (await createPeople(t, moved.url).register('Nora')).client;
  await online(nora);
  const answered = listen(nora, friend);
  await nora.sendText(friend, 'another port');
  assert.equal((await answered()).text, 'another port');
});

test('Echo whose number somebody else has taken makes itself anew at the next start', { timeout: 60_000 }, async t => {
  const { server, echo: friend } = await createScene(t);
  await server.kill('SIGTERM');
  const without = await startServerProcess(t, { data: server.data });
  const code = async ({ developmentCode = '' }) => developmentCode;
  const phone = '+15550100000';
  const taker = await register({ server: without.url, phone, name: 'Not Echo', store: createMemoryStore(), code });
  await taker.close();
  await without.kill('SIGTERM');
  const again = await startServerProcess(t, { data: server.data, env: { PARLEY_ECHO: 'true' } });
  while (!(await devicesOf(server.data, friend)).includes(3)) await new Promise(resolve => setImmediate(resolve));
  const nora = (await createPeople(t, again.url).register('Nora')).client;
  await online(nora);
  const heard = listen(nora, friend);
  await nora.sendText(friend, 'who are you?');
  assert.equal((await heard()).text, 'who are you?');
  assert.equal((await nora.chat(friend)).name, 'Echo');
});

test('Echo is in the groups that it is taken into, also by a link, and answers there who names it', {
  timeout: 60_000,
}, async t => {
  const { alice, echo: friend } = await createScene(t);
  const { id } = await alice.createGroup({ name: 'Climbing', members: [friend] });
  const heard = listen(alice, id);
  await alice.sendText(id, 'just between us');
  await alice.sendText(id, '@Echo are you there?', { mentions: [{ account: friend, start: 0, length: 5 }] });
  assert.equal((await heard()).text, 'are you there?');
  assert.equal((await texts(alice, id)).filter(text => text === 'just between us').length, 1);

  const other = await alice.createGroup({ name: 'Chess', members: [] });
  const { link = '' } = await alice.makeInvite(other.id);
  const direct = listen(alice, friend);
  await alice.sendText(friend, `come along: ${link}`);
  assert.match((await direct()).text ?? '', /^I am in Chess now/);
  const members = (await alice.group(other.id))?.members.map(({ account }) => account);
  assert.deepEqual(members?.sort(), [alice.account, friend].sort());
});

test('two of them do not go on for ever, and one who floods is answered only so often', {
  timeout: 60_000,
}, async t => {
  const { people, alice, echo: friend } = await createScene(t);
  const other = (await people.register('Echo too')).client;
  await online(other);
  const leave = new AbortController();
  const faults: unknown[] = [];
  const running = echo({ client: other, signal: leave.signal, now: () => 0, onError: fault => faults.push(fault) });
  const first = await other.sendText(friend, 'who is there?');
  await other.waitFor(first.id, 'read');
  const heard = listen(alice, other.account);
  for (let i = 0; i <= BURST; i++) await alice.sendText(other.account, `text ${i}`);
  const last = await alice.sendText(other.account, 'the last');
  for (let i = 0; i < BURST; i++) assert.equal((await heard()).text, `text ${i}`);
  await alice.waitFor(last.id, 'read');
  leave.abort();
  await running;
  assert.deepEqual(faults, []);
  assert.deepEqual(await texts(other, friend), ['who is there?', 'who is there?']);
  assert.equal((await texts(alice, other.account)).length, BURST + 2 + BURST);
});

test('there is no Echo on a server that others reach, and none that was not asked for', async t => {
  for (const env of [{ PARLEY_ECHO: 'true', PARLEY_REGISTRATION: 'invite' }, {}]) {
    const server = await startServerProcess(t, { env });
    assert.equal('echo' in ((await (await fetch(`${server.url}/v1/server`)).json()) as object), false);
  }
  const cli = createCli(t);
  const unknown = await cli.run('echo', '--profile', cli.profile('echo'));
  assert.equal(unknown.code, 2);
  assert.match(unknown.stderr, /not registered: say --server and --phone/);
});
