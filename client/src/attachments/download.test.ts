import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Http } from '../http/http.ts';
import { createManualClock } from '../testing/manual-clock.ts';
import { until } from '../testing/until.ts';
import type { StoredAttachment } from './attachment.ts';
import { download } from './download.ts';
import { CHUNK_BYTES, encryptFile } from './file-cipher.ts';
import { createHash } from './hash.ts';

const key = new Uint8Array(32).fill(4);
const size = 2 * CHUNK_BYTES + 10;

async function* plain(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(size).fill(1);
}

async function sealed(): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  for await (const chunk of encryptFile(key, plain(), size)) parts.push(chunk);
  return new Uint8Array(Buffer.concat(parts));
}

async function attachmentOf(bytes: Uint8Array): Promise<StoredAttachment> {
  const hash = createHash();
  hash.update(bytes);
  return { asset: 'a'.repeat(32), key, sha256: hash.digest(), size, name: 'x', type: 'a/b' };
}

/** Answers with what `body` gives for each request. */
function httpOf(length: number, body: (request: number) => BodyInit): Http {
  let requests = 0;
  return {
    json: async () => ({ url: '/v1/blobs/x', size: length }) as never,
    raw: async (_method, _path, { headers }) => new Response(body(requests++), { status: headers.range ? 206 : 200 }),
    bytes: () => Promise.reject(new Error('not asked for')),
  };
}

const deps = (http: Http, clock = createManualClock()) => ({ http, clock, random: () => 0.5 });

test('the last chunk is given only when the whole is what the message said', async () => {
  const bytes = await sealed();
  const attachment = await attachmentOf(bytes);
  const good: number[] = [];
  for await (const chunk of download(attachment, deps(httpOf(bytes.length, () => bytes)), undefined))
    good.push(chunk.length);
  assert.deepEqual(good, [CHUNK_BYTES, CHUNK_BYTES, 10]);
  const other = { ...attachment, sha256: new Uint8Array(32) };
  const given: number[] = [];
  const reading = async () => {
    for await (const chunk of download(other, deps(httpOf(bytes.length, () => bytes)), undefined))
      given.push(chunk.length);
  };
  await assert.rejects(reading(), { code: 'bad_file' });
  assert.deepEqual(given, [CHUNK_BYTES, CHUNK_BYTES]);
});

test('a server that falls silent is asked again after a minute; one that stays silent is given up', async () => {
  const bytes = await sealed();
  const attachment = await attachmentOf(bytes);
  const clock = createManualClock();
  let asked = 0;
  const silent = () => new ReadableStream<Uint8Array>({ start: () => void asked++ });
  const http = httpOf(bytes.length, silent);
  const raw: Http['raw'] = async (method, path, init, signal) => {
    const response = await http.raw(method, path, init);
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    response.body?.pipeTo(writable, signal ? { signal } : {}).catch(() => {});
    return new Response(readable, { status: response.status });
  };
  let failure: unknown;
  const reading = download(attachment, deps({ ...http, raw }, clock), undefined)
    .next()
    .catch(error => {
      failure = error;
    });
  await until(() => asked === 1 && clock.pending() > 0);
  await clock.advance(59_000);
  assert.equal(asked, 1);
  await clock.advance(2_000);
  assert.equal(asked, 2);
  for (let i = 0; i < 100 && !failure; i++) await clock.advance(10_000);
  await reading;
  assert.equal((failure as { code: string }).code, 'unreachable');
  assert.equal(asked, 9);
});

test('a file is fetched at the edge without the token, and from the server when the edge fails in whatever way', async () => {
  const bytes = await sealed();
  const attachment = await attachmentOf(bytes);
  const asked: string[] = [];
  const http: Http = {
    ...httpOf(bytes.length, () => bytes),
    json: async (_method, path) => {
      asked.push(path);
      return { url: path.endsWith('direct=1') ? '/v1/blobs/x' : 'https://edge.example/x', size: bytes.length } as never;
    },
    raw: async (_method, path, { headers, anonymous }) => {
      asked.push(`${path} ${anonymous} ${headers.range}`);
      if (path === '/v1/blobs/x') return new Response(bytes.subarray(CHUNK_BYTES), { status: 206 });
      return new Response(bytes.subarray(0, CHUNK_BYTES)); // the edge gives up half-way
    },
  };
  let length = 0;
  for await (const chunk of download(attachment, deps(http), undefined)) length += chunk.length;
  assert.equal(length, size);
  const path = `/v1/assets/${attachment.asset}`;
  const rest = `/v1/blobs/x true bytes=${CHUNK_BYTES}-`;
  assert.deepEqual(asked, [path, 'https://edge.example/x true undefined', `${path}?direct=1`, rest]);
});
