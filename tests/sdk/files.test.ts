// Files between SDK clients and the real server: whole, resumed, forwarded, and what a bad server or network does to them.
import assert from 'node:assert/strict';
import { mkdtempSync, openAsBlob, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Attachment, Client, Message, Progress } from '@parley/client';
import { createPeople, type Person } from '../support/people.ts';
import { type ServerProcess, startServerProcess } from '../support/server-process.ts';

/** Sees each request; what it answers with stands for the server, what it throws for the network. */
type Between = (method: string, path: string, init: RequestInit) => Response | undefined;

function network(between: { at: Between }): typeof fetch {
  return async (input, init = {}) => {
    const { pathname } = new URL(String(input));
    return between.at(init.method ?? 'GET', pathname, init) ?? fetch(input, init);
  };
}

interface World {
  readonly server: ServerProcess;
  readonly alice: Person;
  readonly bob: Person;
  /** Between Alice and the server. */
  readonly between: { at: Between };
  reopenAlice(): Promise<Client>;
}

async function createWorld(t: TestContext): Promise<World> {
  const server = await startServerProcess(t);
  const people = createPeople(t, server.url);
  const between = { at: (() => undefined) as Between };
  const parts = { fetch: network(between), random: () => 0 };
  const alice = await people.register('Alice', parts);
  const bob = await people.register('Bob');
  for (const { client } of [alice, bob]) client.connect();
  const reopenAlice = async () => {
    const client = await people.reopen(alice, parts);
    client.connect();
    return client;
  };
  return { server, alice, bob, between, reopenAlice };
}

const bytesOf = (length: number, seed = 1): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length }, (_, i) => (i * seed + (i >> 8)) & 0xff);

const fileOf = (bytes: Uint8Array<ArrayBuffer>, name = 'data.bin') => ({
  source: new Blob([bytes]),
  name,
  type: 'application/pdf',
});

async function received({ client }: Person, id: Message['id']): Promise<Message> {
  for await (const message of client.incoming()) if (message.id === id) return message;
  throw new Error('it did not come');
}

async function opened(client: Client, id: Message['id'], index = 0): Promise<Uint8Array> {
  return new Uint8Array(await new Response((await client.openAttachment(id, index)) as ReadableStream).arrayBuffer());
}

const blobsOf = ({ data }: ServerProcess): string[] =>
  readdirSync(join(data, 'assets', 'blobs'), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));

test('files arrive with their caption and details, and the server has nothing that says what they are', async t => {
  const { server, alice, bob } = await createWorld(t);
  const bytes = bytesOf(300_000);
  const details = { thumbnail: bytesOf(100), width: 30, height: 20, durationMs: 1_000, waveform: bytesOf(9) };
  const files = [{ ...fileOf(bytes, 'a/b\u202E.pdf'), ...details }, fileOf(new Uint8Array(), 'empty')];
  const seen: (Progress & { file: number })[] = [];
  const onProgress = (progress: Progress & { file: number }) => seen.push(progress);
  const sent = await alice.client.sendFiles(bob.client.account, files, { text: 'both', onProgress });
  const message = await received(bob, sent.id);
  assert.equal(message.text, 'both');
  const expected: Attachment[] = [
    { name: 'a_b.pdf', type: 'application/pdf', size: 300_000, ...details },
    { name: 'empty', type: 'application/pdf', size: 0 },
  ];
  assert.deepEqual(message.attachments, expected);
  assert.deepEqual(sent.attachments, expected);
  assert.deepEqual(await opened(bob.client, sent.id), bytes);
  assert.deepEqual(await opened(bob.client, sent.id, 1), new Uint8Array());
  assert.deepEqual(await opened(alice.client, sent.id), bytes, 'one’s own too');
  await assert.rejects(bob.client.openAttachment(sent.id, 2), { code: 'unknown_attachment' });
  const [first, last] = [seen[0]!, seen.at(-1)!];
  assert.deepEqual([first.file, first.phase, last.file, last.phase], [0, 'preparing', 1, 'uploading']);
  assert.ok(seen.every(({ done, total }) => done <= total) && last.done === last.total);
  for (const path of blobsOf(server)) assert.ok(!readFileSync(path).includes(Buffer.from(bytes.subarray(0, 32))));
});

test('the same file again is not uploaded, by its sender or by whoever forwards it', async t => {
  const { server, alice, bob, between } = await createWorld(t);
  const bytes = bytesOf(200_000);
  const { id } = await alice.client.sendFiles(bob.client.account, [fileOf(bytes)]);
  const sends: string[] = [];
  between.at = (method, path) => {
    if (method === 'PATCH') sends.push(path);
    return undefined;
  };
  const again = await alice.client.sendFiles(bob.client.account, [fileOf(bytes, 'other name')]);
  const forwarded = await alice.client.forward(again.id, bob.client.account);
  assert.deepEqual(sends, []);
  assert.deepEqual(forwarded.attachments, again.attachments);
  for (const each of [id, again.id, forwarded.id]) assert.deepEqual(await opened(alice.client, each), bytes);
  await received(bob, forwarded.id);
  assert.deepEqual(await opened(bob.client, forwarded.id), bytes);
  assert.equal(blobsOf(server).length, 1);
  const onwards = await bob.client.forward(forwarded.id, alice.client.account);
  assert.equal(onwards.forwarded, true);
  assert.equal((await received(alice, onwards.id)).forwarded, true);
  assert.deepEqual(await opened(alice.client, onwards.id), bytes);
  await bob.client.sendFiles(alice.client.account, [fileOf(bytes)]);
  assert.equal(blobsOf(server).length, 2, 'of another account it is another ciphertext');
});

test('F46 an upload goes on where it was, after a cut and after a restart of the client', async t => {
  const { alice, bob, between, reopenAlice } = await createWorld(t);
  const bytes = bytesOf(10_000_000);
  const pieces: number[] = [];
  const count: Between = (method, _path, { headers }) => {
    const offset = (headers as Record<string, string>)['upload-offset'];
    if (method === 'PATCH') pieces.push(Number(offset));
    return undefined;
  };
  let cuts = 2;
  between.at = (method, path, init) => {
    if (method === 'PATCH' && pieces.length === 1 && cuts-- > 0) throw new TypeError('cut');
    return count(method, path, init);
  };
  const stop = new AbortController();
  const onProgress = ({ phase, done, total }: Progress) => {
    if (phase === 'uploading' && done > total / 2) stop.abort();
  };
  const sending = alice.client.sendFiles(bob.client.account, [fileOf(bytes)], { signal: stop.signal, onProgress });
  await assert.rejects(sending, { name: 'AbortError' });
  const MiB = 1024 * 1024;
  assert.deepEqual(pieces, [0, 4 * MiB], 'the second piece after two cuts');
  assert.equal((await alice.client.messages(bob.client.account)).length, 0, 'no message without its file');
  const again = await reopenAlice();
  between.at = count;
  const { id } = await again.sendFiles(bob.client.account, [fileOf(bytes)]);
  assert.deepEqual(pieces, [0, 4 * MiB, 8 * MiB]);
  await received(bob, id);
  assert.deepEqual(await opened(bob.client, id), bytes);
});

test('F47 a proxy that takes small requests only gets smaller pieces; one that takes none is named', async t => {
  const { alice, bob, between } = await createWorld(t);
  const bytes = bytesOf(2_000_000);
  let limit = 1024 * 1024;
  between.at = (_method, _path, { body }) =>
    body instanceof Uint8Array && body.length > limit ? new Response('<html>413', { status: 413 }) : undefined;
  const { id } = await alice.client.sendFiles(bob.client.account, [fileOf(bytes)]);
  assert.deepEqual(await opened(alice.client, id), bytes);
  limit = 10;
  await assert.rejects(alice.client.sendFiles(bob.client.account, [fileOf(bytesOf(500_000))]), {
    code: 'proxy_limit',
    message: /client_max_body_size/,
  });
});

test('F46 a download goes on where it was cut; what the server changed fails before its last byte', async t => {
  const { server, alice, bob, between } = await createWorld(t);
  const bytes = bytesOf(1_000_000);
  const { id } = await alice.client.sendFiles(bob.client.account, [fileOf(bytes)]);
  const ranges: string[] = [];
  between.at = (_method, path, { headers }) => {
    if (!path.startsWith('/v1/blobs/')) return undefined;
    ranges.push((headers as Record<string, string>).range ?? 'all');
    if (ranges.length > 1) return undefined;
    const part = readFileSync(blobsOf(server)[0]!).subarray(0, 100_000);
    return new Response(part, { status: 200 }); // ends without a word
  };
  assert.deepEqual(await opened(alice.client, id), bytes);
  assert.deepEqual(ranges, ['all', 'bytes=100000-']);
  between.at = () => undefined;

  const [path] = blobsOf(server) as [string];
  const good = readFileSync(path);
  for (const at of [0, 500_000, good.length - 1]) {
    const bad = Buffer.from(good);
    bad[at]! ^= 1;
    writeFileSync(path, bad);
    let given = 0;
    const reading = async () => {
      for await (const chunk of (await alice.client.openAttachment(id, 0)) as never as AsyncIterable<Uint8Array>) {
        given += chunk.length;
      }
    };
    await assert.rejects(reading(), { code: 'bad_file' });
    assert.ok(given <= at, `${given} bytes before the one at ${at}`);
  }
  writeFileSync(path, good.subarray(0, -1));
  await assert.rejects(opened(alice.client, id), { code: 'asset_not_found' });
});

test('a file that changes while it is sent is told and not kept', async t => {
  const { server, alice, bob } = await createWorld(t);
  let reads = 0;
  const source = {
    size: 100_000,
    async *read(start: number) {
      yield bytesOf(100_000, ++reads).subarray(start);
    },
  };
  await assert.rejects(alice.client.sendFiles(bob.client.account, [{ source, name: 'log', type: 'text/plain' }]), {
    code: 'file_changed',
  });
  assert.deepEqual(blobsOf(server), []);
});

test('a file that is gone from the disk, or another one by now, cannot be read, and that is said', async t => {
  const { alice, bob } = await createWorld(t);
  const path = join(mkdtempSync(join(tmpdir(), 'parley-files-')), 'notes.txt');
  t.after(() => rmSync(dirname(path), { recursive: true }));
  writeFileSync(path, 'as it was chosen');
  const source = await openAsBlob(path);
  writeFileSync(path, 'and as it is now, longer than before');
  const sending = alice.client.sendFiles(bob.client.account, [{ source, name: 'notes.txt', type: 'text/plain' }]);
  await assert.rejects(sending, { code: 'unreadable_file' });
  assert.deepEqual(await alice.client.messages(bob.client.account), []);
});

test('what cannot be sent as files is refused before anything is uploaded', async t => {
  const { server, alice, bob } = await createWorld(t);
  const send = (files: Parameters<Client['sendFiles']>[1], text = '') =>
    alice.client.sendFiles(bob.client.account, files, { text });
  const file = fileOf(bytesOf(10));
  await assert.rejects(send([]), { code: 'bad_attachment' });
  await assert.rejects(send(Array(11).fill(file)), { code: 'bad_attachment', message: /1 to 10 files, not 11/ });
  await assert.rejects(send([{ ...file, thumbnail: new Uint8Array(5_000) }]), { code: 'bad_attachment' });
  await assert.rejects(send([file], 'x'.repeat(64_500)), { code: 'content_too_large' });
  const huge = { size: 2 ** 31 + 1, read: () => assert.fail('it was read') };
  await assert.rejects(send([{ ...file, source: huge }]), { code: 'asset_too_large' });
  await assert.rejects(alice.client.sendFiles('x' as never, [file]), { code: 'bad_recipient' });
  assert.deepEqual(blobsOf(server), []);
  const { id } = await send([file]);
  const same = await alice.client.sendFiles(bob.client.account, [fileOf(bytesOf(99))], { id });
  assert.equal(same.attachments?.[0]?.size, 10, 'the same id again is the same message');
});

test('what can be opened once is, by whom it was sent to: then it is gone on both sides, and was never passed on', async t => {
  const { alice, bob, reopenAlice } = await createWorld(t);
  const bytes = bytesOf(200_000);
  const file = { ...fileOf(bytes, 'beach.jpg'), type: 'image/jpeg', width: 30, height: 20, thumbnail: bytesOf(100) };
  for (const [files, text] of [
    [[file], 'a text'],
    [[file, file], ''],
    [[fileOf(bytes)], ''],
  ] as const) {
    const sending = alice.client.sendFiles(bob.client.account, files, { text, viewOnce: true });
    await assert.rejects(sending, { code: 'bad_attachment' });
  }
  const sent = await alice.client.sendFiles(bob.client.account, [file], { viewOnce: true });
  const message = await received(bob, sent.id);
  assert.equal(message.attachments, undefined);
  const shown = { name: 'beach.jpg', type: 'image/jpeg', size: 200_000, width: 30, height: 20 };
  assert.deepEqual(message.viewOnce, { opened: false, file: shown });
  await assert.rejects(alice.client.openAttachment(sent.id, 0), { code: 'view_once' });
  await assert.rejects(bob.client.forward(sent.id, alice.client.account), { code: 'view_once' });
  assert.deepEqual(await opened(bob.client, sent.id), bytes);
  await assert.rejects(bob.client.openAttachment(sent.id, 0), { code: 'view_once' });
  assert.deepEqual((await bob.client.message(sent.id))?.viewOnce, { opened: true });
  await bob.client.whenSent();
  const again = await reopenAlice();
  await again.whenOnline();
  assert.deepEqual((await again.message(sent.id))?.viewOnce, { opened: true });
});

test('what has been passed on often says so', async t => {
  const { alice, bob } = await createWorld(t);
  let { id } = await alice.client.sendText(bob.client.account, 'send this to ten people');
  for (const times of [1, 2, 3, 4, 5]) {
    const [from, to] = times % 2 ? [bob, alice] : [alice, bob];
    await received(from, id);
    ({ id } = await from.client.forward(id, to.client.account));
    const passedOn = await received(to, id);
    assert.deepEqual([passedOn.forwarded, passedOn.forwardedOften ?? false], [true, times >= 5]);
  }
});
