// Files by way of the browser's engine: tabs that own no device send and read them over channels, against the real server.
import 'fake-indexeddb/auto';
import '../support/blob-channels.ts';
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Progress } from '@parley/client';
import { connectEngine, type Engine, serveEngine } from '@parley/client/browser';
import { createPeople, type Person } from '../support/people.ts';
import { startServerProcess } from '../support/server-process.ts';

interface Tab {
  readonly engine: Engine;
  stopWorker(): Promise<void>;
}

interface World {
  readonly bob: Person;
  /** Has the device. */
  readonly owner: Tab;
  readonly other: Tab;
  /** Counts the requests of the owner's worker, and may break them. */
  readonly network: { downloads: number; at: (method: string, path: string) => void };
}

let profiles = 0;

async function createWorld(t: TestContext): Promise<World> {
  const server = await startServerProcess(t);
  const bob = await createPeople(t, server.url).register('Bob');
  bob.client.connect();
  const network: World['network'] = { downloads: 0, at: () => {} };
  const watched: typeof fetch = (input, init = {}) => {
    const { pathname } = new URL(String(input));
    if (pathname.startsWith('/v1/blobs/')) network.downloads++;
    network.at(init.method ?? 'GET', pathname);
    return fetch(input, init);
  };
  const profile = `engine-files-${++profiles}`;
  const open = (): Tab => {
    const worker = serveEngine({ profile, server: server.url, parts: { fetch: watched, random: () => 0 } });
    const marker = { read: () => undefined, write: () => {}, remove: () => {} };
    const engine = connectEngine({ profile, startWorker: () => ({ terminate() {} }), marker });
    t.after(async () => {
      engine.close();
      await worker.stop();
    });
    return { engine, stopWorker: worker.stop };
  };
  const owner = open();
  owner.engine.on('code', ({ developmentCode }) => void owner.engine.submitCode(developmentCode as string));
  await owner.engine.register({ phone: '+15550604000', name: 'Alice' });
  const other = open();
  await other.engine.chats();
  return { bob, owner, other, network };
}

const bytesOf = (length: number): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length }, (_, i) => (i * 7 + (i >> 8)) & 0xff);

const fileOf = (bytes: Uint8Array<ArrayBuffer>) => ({ source: new Blob([bytes]), name: 'data.bin', type: 'a/b' });

const all = async (stream: ReadableStream<Uint8Array>): Promise<Uint8Array> =>
  new Uint8Array(await new Response(stream as ReadableStream).arrayBuffer());

test('a tab that does not own the device sends files with progress, and every tab reads them', async t => {
  const { bob, owner, other } = await createWorld(t);
  const bytes = bytesOf(3_000_000);
  const seen: (Progress & { file: number })[] = [];
  const to = bob.client.account;
  const files = [fileOf(bytes), fileOf(new Uint8Array())];
  const sent = await other.engine.sendFiles(to, files, { text: 'two', onProgress: progress => seen.push(progress) });
  assert.equal(sent.text, 'two');
  assert.deepEqual(
    [...new Set(seen.map(({ file, phase }) => `${file} ${phase}`))],
    ['0 preparing', '0 uploading', '1 preparing', '1 uploading'],
  );
  assert.ok(seen.length > 10 && seen.length < 500, `${seen.length} steps are told`);
  const { phase, done, total } = seen.findLast(({ file }) => file === 0)!;
  assert.deepEqual([phase, done], ['uploading', total]);
  for (const { engine } of [owner, other]) {
    assert.deepEqual(await all(await engine.openAttachment(sent.id, 0)), bytes);
    assert.equal((await all(await engine.openAttachment(sent.id, 1))).length, 0);
    await assert.rejects(engine.openAttachment(sent.id, 2), { code: 'unknown_attachment' });
  }
  await other.engine.waitFor(sent.id, 'delivered');
  assert.deepEqual(await all(await bob.client.openAttachment(sent.id, 0)), bytes);
});

test('D4 the same call again is the same message, and a forward uploads nothing', async t => {
  const { bob, other, network } = await createWorld(t);
  const to = bob.client.account;
  const { id } = await other.engine.sendFiles(to, [fileOf(bytesOf(10))], { text: 'once' });
  const again = await other.engine.sendFiles(to, [fileOf(bytesOf(10))], { text: 'once', id });
  assert.equal(again.id, id);
  network.at = (method, path) => assert.ok(!(method === 'PATCH' || path === '/v1/assets'), `${method} ${path}`);
  const forwarded = await other.engine.forward(id, to);
  assert.notEqual(forwarded.id, id);
  assert.deepEqual(await all(await other.engine.openAttachment(forwarded.id, 0)), bytesOf(10));
  assert.equal((await other.engine.messages(to)).length, 2);
});

test('what is aborted half-way is no message, and the caller hears why', async t => {
  const { bob, other } = await createWorld(t);
  const controller = new AbortController();
  const reason = new Error('enough');
  const sending = other.engine.sendFiles(bob.client.account, [fileOf(bytesOf(6_000_000))], {
    signal: controller.signal,
    onProgress: ({ phase }) => phase === 'uploading' && controller.abort(reason),
  });
  await assert.rejects(sending, reason);
  assert.deepEqual(await other.engine.messages(bob.client.account), []);
});

test('a file is read as fast as it is wanted, and reading that is broken off ends in the worker too', async t => {
  const { bob, other, network } = await createWorld(t);
  const bytes = bytesOf(5_000_000);
  const { id } = await other.engine.sendFiles(bob.client.account, [fileOf(bytes)]);
  const stream = await other.engine.openAttachment(id, 0);
  const reader = stream.getReader();
  const first = (await reader.read()).value!;
  assert.ok(first.length < 1_200_000, 'a piece, not the whole');
  assert.deepEqual(first, bytes.slice(0, first.length));
  await reader.cancel();
  assert.equal(network.downloads, 1);
  const controller = new AbortController();
  const reason = new Error('enough');
  const aborted = (await other.engine.openAttachment(id, 0, controller.signal)).getReader();
  await aborted.read();
  controller.abort(reason);
  await assert.rejects(aborted.read(), reason);
});

test('D9 the leader goes in the middle of a file: the next one goes on at the same place', async t => {
  const { bob, owner, other } = await createWorld(t);
  const bytes = bytesOf(4_000_000);
  const { id } = await other.engine.sendFiles(bob.client.account, [fileOf(bytes)]);
  const reader = (await other.engine.openAttachment(id, 0)).getReader();
  const parts = [(await reader.read()).value!];
  await owner.stopWorker();
  for (let next = await reader.read(); !next.done; next = await reader.read()) parts.push(next.value);
  assert.deepEqual(new Uint8Array(Buffer.concat(parts)), bytes);
});

test('many files that are open at once and left lying do not keep others from being read', async t => {
  const { bob, other } = await createWorld(t);
  const bytes = bytesOf(1_500_000);
  const { id } = await other.engine.sendFiles(bob.client.account, [fileOf(bytes)]);
  const streams: ReadableStream<Uint8Array>[] = [];
  for (let i = 0; i < 20; i++) streams.push(await other.engine.openAttachment(id, 0));
  assert.deepEqual(await all(streams[0]!), bytes, 'the first, whose place another one took');
  assert.deepEqual(await all(streams[19]!), bytes);
});
