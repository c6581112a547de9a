// A real nginx with the edge's own configuration in front of a server: what it asks for, what it refuses, what it forgets.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { startEdge } from '../../../dev/parts/edge.ts';
import type { Nginx } from '../../../dev/parts/nginx.ts';
import { freePorts } from '../../../dev/parts/ports.ts';
import { until } from '../../../dev/parts/until.ts';
import { createRandom } from '../lib/random.testing.ts';
import { announce, patch } from './assets.testing.ts';
import { registerDevice, startHttpServer, type TestDevice, type TestServer } from './test-server.ts';

const MiB = 1_048_576;
const SECRET = 'edgesecret0123456789';

interface World {
  readonly server: TestServer;
  readonly alice: TestDevice;
  readonly nginx: Nginx;
  readonly bytes: Uint8Array;
  readonly asset: string;
  readonly clock: { shiftMs: number };
  linkTo(): Promise<string>;
  metric(name: string): Promise<number>;
}

/** Everything is handed out at the edge. `tenMinutes`: what ten minutes of the configuration are in this test. */
async function newWorld(t: TestContext, tenMinutes = '10m'): Promise<World> {
  const [port] = await freePorts(1);
  const clock = { shiftMs: 0 };
  const time = { now: () => Date.now() + clock.shiftMs, monotonic: () => performance.now() };
  const flags = { edgeUrl: `http://127.0.0.1:${port}/edge/`, edgeSecret: SECRET, edgeThreshold: '1' };
  const server = await startHttpServer(t, { flags, clock: time });
  const origin = new URL(server.url).host;
  const nginx = await startEdge({ port: port!, origin, secret: SECRET, tenMinutes });
  t.after(() => nginx.stop());
  const alice = await registerDevice(server, '+15550100001');
  const bytes = bytesOf(10 * MiB);
  const asset = await upload(server, alice, bytes);
  return {
    server,
    alice,
    nginx,
    bytes,
    asset,
    clock,
    linkTo: async () => (await server.request('GET', `/v1/assets/${asset}`, { token: alice.token })).json.url,
    async metric(name) {
      const text = await fetch(`${server.url}/metrics`).then(response => response.text());
      return Number(new RegExp(`^parley_${name} (\\d+)$`, 'm').exec(text)![1]);
    },
  };
}

function bytesOf(length: number): Uint8Array {
  const random = createRandom(7);
  return Uint8Array.from({ length }, () => random() * 256);
}

async function upload(server: TestServer, device: TestDevice, bytes: Uint8Array): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { asset, upload } = await announce(server, device, bytes.length, sha256);
  for (let at = 0; at < bytes.length; at += 4 * MiB) {
    assert.equal((await patch(server, device, upload, at, bytes.subarray(at, at + 4 * MiB))).status, 204);
  }
  return asset;
}

async function read(url: string, range?: string) {
  const response = await fetch(url, { headers: range ? { range } : {} });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, cache: response.headers.get('x-edge-cache'), headers: response.headers, bytes };
}

test('a file fetched 1,000 times in ranges of all kinds is asked of the server once for each piece', async t => {
  const { bytes, linkTo, metric, nginx } = await newWorld(t);
  const random = createRandom(11);
  const url = await linkTo();
  let left = 1_000;
  let served = 0;
  async function fetchSome(): Promise<void> {
    while (left-- > 0) {
      const start = Math.floor(random() * bytes.length);
      const end = Math.min(bytes.length, start + 1 + Math.floor(random() * 100_000));
      const part = await read(url, `bytes=${start}-${end - 1}`);
      assert.equal(part.status, 206);
      assert.ok(part.bytes.equals(bytes.subarray(start, end)), `${start}-${end}`);
      served += part.bytes.length;
    }
  }
  await Promise.all(Array.from({ length: 20 }, fetchSome));
  assert.equal(await metric('asset_edge_reads_total'), 3, 'pieces of 4 MiB');
  assert.equal(await metric('asset_edge_read_bytes_total'), bytes.length);
  assert.equal(await metric('asset_downloaded_bytes_total'), 0);
  const whole = await read(url);
  assert.deepEqual([whole.status, whole.cache], [200, 'HIT']);
  assert.ok(whole.bytes.equals(bytes));
  const lines = readFileSync(join(nginx.folder, 'access.log'), 'utf8').trim().split('\n');
  const logged = lines.map(line => JSON.parse(line)).reduce((sum, { bytes: each }) => sum + each, 0);
  assert.equal(logged, served + bytes.length);
  assert.doesNotMatch(lines.join(), /127\.0\.0\.1|[0-9a-f]{64}|signature/, 'nobody is named');
});

test('what the edge says is what the server says: type, nothing to be shown, ranges beyond the end, HEAD', async t => {
  const { bytes, linkTo } = await newWorld(t);
  const url = await linkTo();
  const { headers } = await read(url, 'bytes=5-9');
  assert.equal(headers.get('content-range'), `bytes 5-9/${bytes.length}`);
  assert.equal(headers.get('content-type'), 'application/octet-stream');
  assert.match(headers.get('content-security-policy')!, /sandbox/);
  assert.equal(headers.get('cache-control'), 'private, max-age=600, immutable');
  assert.equal(headers.get('access-control-allow-origin'), '*');
  assert.equal((await read(url, `bytes=${bytes.length}-`)).status, 416);
  const head = await fetch(url, { method: 'HEAD' });
  assert.deepEqual([head.status, head.headers.get('content-length')], [200, String(bytes.length)]);
  const asked = await fetch(url, { method: 'OPTIONS', headers: { 'access-control-request-headers': 'range' } });
  assert.deepEqual([asked.status, asked.headers.get('access-control-allow-headers')], [204, 'range']);
  assert.equal((await fetch(url, { method: 'POST', body: 'x' })).status, 405);
});

test('a link that is over or was changed is refused by the edge, which asks nobody', async t => {
  const { linkTo, metric, clock, server, asset } = await newWorld(t);
  const url = await linkTo();
  await read(url, 'bytes=0-9');
  const reads = await metric('asset_edge_reads_total');
  const changed = [
    url.replace(/signature=./, match => (match.endsWith('A') ? 'signature=B' : 'signature=A')),
    url.replace(/expires=(\d+)/, (_, seconds) => `expires=${Number(seconds) + 1}`),
    url.replace(/edge\/./, match => (match.endsWith('0') ? 'edge/1' : 'edge/0')),
    url.split('&')[0]!,
    url.split('?')[0]!,
  ];
  clock.shiftMs = -605_000;
  const { url: late } = (await server.request('GET', `/v1/assets/${asset}`, { token: await tokenOf(server) })).json;
  for (const each of [...changed, late]) {
    const { status, bytes } = await read(each);
    assert.deepEqual([status, JSON.parse(bytes.toString()).code], [403, 'link_expired'], each);
  }
  assert.equal(await metric('asset_edge_reads_total'), reads);
});

test('the edge asks whether a file is still there, and hands out none that is gone', async t => {
  const { linkTo, metric, server, bytes } = await newWorld(t, '1s');
  const url = await linkTo();
  assert.equal((await read(url, 'bytes=0-9')).cache, 'MISS');
  await until('it is asked for again', 10_000, async () => (await read(url, 'bytes=0-9')).cache === 'REVALIDATED');
  assert.equal(await metric('asset_edge_read_bytes_total'), 4 * MiB, 'and not sent again');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  rmSync(join(server.data, 'assets', 'blobs', sha256.slice(0, 2), sha256));
  await until('it is gone at the edge', 10_000, async () => (await read(url, 'bytes=0-9')).status === 404);
});

test('D9 what the edge has is handed out while the server is away', async t => {
  const { linkTo, server, bytes } = await newWorld(t, '1s');
  const url = await linkTo();
  await read(url);
  await server.close();
  await until('the copy is old', 10_000, async () => (await read(url, 'bytes=0-9')).cache === 'STALE');
  assert.ok((await read(url)).bytes.equals(bytes));
});

/** Of another device. */
const tokenOf = async (server: TestServer): Promise<string> => (await registerDevice(server, '+15550100002')).token;
