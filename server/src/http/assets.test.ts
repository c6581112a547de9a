// Encrypted files over HTTP: whole and in pieces, links and ranges, and what is refused.
import assert from 'node:assert/strict';
import { request as httpRequest } from 'node:http';
import { test } from 'node:test';
import { announce, fileOf, patch, put, uploadAsset } from './assets.testing.ts';
import { registerDevice, startHttpServer, type TestDevice, type TestServer } from './test-server.ts';

const ALICE = '+15550100001';
const BOB = '+15550100002';

/** As many bytes as given, and then the line is cut. */
function cutPatch(server: TestServer, { token }: TestDevice, path: string, bytes: Uint8Array, announced: number) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const headers = {
    authorization: `Bearer ${token}`,
    'tus-resumable': '1.0.0',
    'upload-offset': '0',
    'content-type': 'application/offset+octet-stream',
    'content-length': announced,
  };
  const request = httpRequest(server.url + path, { method: 'PATCH', headers });
  request.on('error', () => resolve());
  request.write(bytes, () => request.destroy());
  return promise;
}

async function offsetOf(server: TestServer, { token }: TestDevice, path: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' };
  const response = await fetch(server.url + path, { method: 'HEAD', headers });
  assert.equal(response.status, 200);
  return Number(response.headers.get('upload-offset'));
}

test('a small file goes up with one PUT and comes down by its link, as nothing that a browser would show', async t => {
  const server = await startHttpServer(t);
  const alice = await registerDevice(server, ALICE);
  const { bytes, size, sha256 } = fileOf(3_000);
  const { asset, upload, uploaded, ready } = await announce(server, alice, size, sha256);
  assert.match(asset, /^[0-9a-f]{32}$/);
  assert.deepEqual([uploaded, ready], [0, false]);
  assert.equal((await put(server, alice, upload, bytes)).json.ready, true);
  assert.equal((await put(server, alice, upload, bytes)).json.ready, true, 'again, when the answer got lost');
  const link = (await server.request('GET', `/v1/assets/${asset}`, { token: alice.token })).json;
  assert.equal(link.size, size);
  const response = await fetch(server.url + link.url);
  assert.deepEqual(new Uint8Array(await response.arrayBuffer()), bytes);
  const header = (name: string) => response.headers.get(name);
  assert.equal(header('content-type'), 'application/octet-stream');
  assert.equal(header('content-disposition'), 'attachment');
  assert.equal(header('x-content-type-options'), 'nosniff');
  assert.match(header('content-security-policy') ?? '', /sandbox/);
  assert.equal(header('content-length'), String(size));
});

test('ranges: parts, the end, none, and beyond', async t => {
  const server = await startHttpServer(t);
  const alice = await registerDevice(server, ALICE);
  const { asset, size } = await uploadAsset(server, alice);
  const { bytes } = fileOf(size);
  const { url } = (await server.request('GET', `/v1/assets/${asset}`, { token: alice.token })).json;
  const cases: readonly [string, number, number, number][] = [
    ['bytes=0-9', 206, 0, 10],
    ['bytes=1990-', 206, 1_990, 2_000],
    ['bytes=-5', 206, 1_995, 2_000],
    ['bytes=-9999', 206, 0, 2_000],
    ['bytes=1999-5000', 206, 1_999, 2_000],
    ['bytes=2000-', 416, 0, 0],
    ['bytes=-0', 416, 0, 0],
    ['bytes=9-3', 200, 0, 2_000],
    ['bytes=0-1,5-6', 200, 0, 2_000],
    ['lines=1-2', 200, 0, 2_000],
  ];
  for (const [range, status, start, end] of cases) {
    const answer = await fetch(server.url + url, { headers: { range } });
    assert.equal(answer.status, status, range);
    if (status === 206) assert.equal(answer.headers.get('content-range'), `bytes ${start}-${end - 1}/${size}`);
    const body = new Uint8Array(await answer.arrayBuffer());
    if (status < 400) assert.deepEqual(body, bytes.subarray(start, end), range);
  }
  const head = await fetch(server.url + url, { method: 'HEAD' });
  assert.deepEqual([head.status, head.headers.get('content-length')], [200, String(size)]);
});

test('F46 tus: an upload that was cut goes on where it stands', async t => {
  const server = await startHttpServer(t);
  const alice = await registerDevice(server, ALICE);
  const { bytes, size, sha256 } = fileOf(500_000);
  const { asset, upload } = await announce(server, alice, size, sha256);
  assert.equal(await offsetOf(server, alice, upload), 0);
  await cutPatch(server, alice, upload, bytes.subarray(0, 200_000), size);
  const offset = await offsetOf(server, alice, upload); // whoever asks takes the upload over from a dead connection
  assert.ok(offset <= 200_000);
  assert.equal((await announce(server, alice, size, sha256)).asset, asset, 'announced again, it is the same upload');
  const wrong = await patch(server, alice, upload, offset + 1, bytes.subarray(offset));
  assert.deepEqual([wrong.status, wrong.json.code], [409, 'wrong_offset']);
  assert.equal((await patch(server, alice, upload, offset, bytes.subarray(offset, 300_000))).status, 204);
  const last = await patch(server, alice, upload, 300_000, bytes.subarray(300_000));
  assert.equal(last.status, 204);
  assert.equal(await offsetOf(server, alice, upload), size);
  const { url } = (await server.request('GET', `/v1/assets/${asset}`, { token: alice.token })).json;
  assert.deepEqual((await fetch(server.url + url).then(r => r.arrayBuffer())).byteLength, size);
});

test('F46 F4 a connection that hangs in an upload is taken over by the next one that writes it', async t => {
  const server = await startHttpServer(t);
  const alice = await registerDevice(server, ALICE);
  const { bytes, size, sha256 } = fileOf(900_000);
  const { upload } = await announce(server, alice, size, sha256);
  const hanging = httpRequest(server.url + upload, {
    method: 'PATCH',
    headers: {
      authorization: `Bearer ${alice.token}`,
      'tus-resumable': '1.0.0',
      'upload-offset': '0',
      'content-type': 'application/offset+octet-stream',
      'content-length': size,
    },
  });
  hanging.on('error', () => {});
  t.after(() => hanging.destroy());
  await new Promise<void>(resolve => hanging.write(bytes.subarray(0, 700_000), () => resolve()));
  let tries = 0;
  let status = 0;
  while (status !== 204 && ++tries < 5) {
    const { uploaded } = await announce(server, alice, size, sha256);
    ({ status } = await patch(server, alice, upload, uploaded, bytes.subarray(uploaded)));
    assert.ok(status === 204 || status === 409, String(status)); // 409: the other's last bytes came in meanwhile
  }
  assert.equal((await announce(server, alice, size, sha256)).ready, true);
});

test('what is not what was announced is refused: other bytes, too many, too few', async t => {
  const server = await startHttpServer(t);
  const alice = await registerDevice(server, ALICE);
  const { bytes, size, sha256 } = fileOf(1_000);
  const { asset, upload } = await announce(server, alice, size, sha256);
  const refusals = [
    await put(server, alice, upload, fileOf(1_000, 2).bytes),
    await put(server, alice, upload, fileOf(1_001).bytes),
    await patch(server, alice, upload, 0, fileOf(1_000, 2).bytes),
  ];
  assert.deepEqual(
    refusals.map(({ status, json }) => [status, json.code]),
    Array(3).fill([422, 'upload_mismatch']),
  );
  const over = await patch(server, alice, upload, 0, fileOf(1_001).bytes);
  assert.deepEqual([over.status, over.json.code], [413, 'too_large']);
  const short = await put(server, alice, upload, bytes.subarray(1));
  assert.deepEqual([short.status, short.json.ready, short.json.uploaded], [200, false, 999], 'the rest may still come');
  assert.equal((await server.request('GET', `/v1/assets/${asset}`, { token: alice.token })).status, 404);
  assert.equal((await put(server, alice, upload, bytes)).json.ready, true);
});

test('limits are told before a byte is sent', async t => {
  const limits = { maxAssetBytes: 5_000, maxAccountAssetBytes: 6_000, maxWholeUploadBytes: 2_500, assetsPerHour: 5 };
  const server = await startHttpServer(t, { limits });
  const alice = await registerDevice(server, ALICE);
  const ask = async (size: number, seed: number) => {
    const json = { size, sha256: fileOf(10, seed).sha256 };
    return (await server.request('POST', '/v1/assets', { token: alice.token, json })).json.code;
  };
  assert.equal(await ask(5_001, 1), 'asset_too_large');
  assert.equal(await ask(5_000, 2), undefined);
  assert.equal(await ask(1_001, 3), 'asset_quota');
  const { bytes, size, sha256 } = fileOf(1_000);
  const { upload } = await announce(server, alice, size, sha256);
  const whole = await put(server, alice, upload, fileOf(2_501).bytes);
  assert.deepEqual([whole.status, whole.json.code], [413, 'too_large']);
  const typed = await server.request('PUT', upload, { token: alice.token, body: bytes });
  assert.equal(typed.status, 415);
  assert.equal(await ask(10, 5), 'asset_quota');
  const limited = await server.request('POST', '/v1/assets', { token: alice.token, json: { size, sha256 } });
  assert.deepEqual([limited.status, limited.json.code], [429, 'rate_limited']);
});

test('the operator bounds what files take, of one account and of all together', async t => {
  const flags = { maxAssetStoreBytes: '1048576', maxAccountAssetBytes: '1040000' };
  const server = await startHttpServer(t, { flags });
  const [alice, bob] = [await registerDevice(server, ALICE), await registerDevice(server, BOB)];
  const first = fileOf(1_030_000);
  const { asset, upload } = await announce(server, alice, first.size, first.sha256);
  assert.equal((await put(server, alice, upload, first.bytes)).status, 200);
  const code = async ({ token }: TestDevice, size: number) => {
    const json = { size, sha256: fileOf(10).sha256 };
    return (await server.request('POST', '/v1/assets', { token, json })).json.code;
  };
  assert.equal(await code(alice, 10_001), 'asset_quota');
  assert.equal(await code(bob, 20_000), 'store_full');
  assert.equal(await code(bob, 10_000), undefined);
  const forwarded = await server.request('POST', `/v1/assets/${asset}/forward`, { token: bob.token });
  assert.equal(forwarded.status, 201, 'what is here already takes no more room');
});

test('a link ends after ten minutes, and one that was changed was never good', async t => {
  let wall = Date.now();
  const clock = { now: () => wall, monotonic: () => performance.now() };
  const server = await startHttpServer(t, { clock });
  const alice = await registerDevice(server, ALICE);
  const { asset } = await uploadAsset(server, alice);
  const { url, expiresAt } = (await server.request('GET', `/v1/assets/${asset}`, { token: alice.token })).json;
  assert.equal(expiresAt, wall + 600_000);
  const code = async (path: string) => (await server.request('GET', path)).json?.code;
  assert.equal(await code(url), undefined);
  assert.equal(await code(url.replace(String(expiresAt), String(expiresAt + 1))), 'link_expired');
  assert.equal(await code(url.replace(/blobs\/./, 'blobs/0')), url.includes('blobs/0') ? undefined : 'link_expired');
  wall += 600_000;
  assert.equal(await code(url), 'link_expired');
});

test('metrics count what is kept and what moved', async t => {
  const server = await startHttpServer(t);
  const alice = await registerDevice(server, ALICE);
  const { asset, size } = await uploadAsset(server, alice);
  const { url } = (await server.request('GET', `/v1/assets/${asset}`, { token: alice.token })).json;
  await fetch(server.url + url).then(response => response.arrayBuffer());
  const text = await fetch(`${server.url}/metrics`).then(response => response.text());
  assert.match(text, new RegExp(`parley_asset_bytes ${size}\n`));
  assert.match(text, new RegExp(`parley_asset_uploaded_bytes_total ${size}\n`));
  assert.match(text, new RegExp(`parley_asset_downloaded_bytes_total ${size}\n`));
});

test('a file that is fetched often is handed out at the edge, which alone reads what it hands out', async t => {
  const flags = { edgeUrl: '/edge', edgeSecret: 'edgesecret', edgeThreshold: '3' };
  const server = await startHttpServer(t, { flags });
  const alice = await registerDevice(server, ALICE);
  const { asset, size } = await uploadAsset(server, alice);
  const { bytes, sha256 } = fileOf(size);
  const linkTo = async (query = '') =>
    (await server.request('GET', `/v1/assets/${asset}${query}`, { token: alice.token })).json;
  for (let i = 0; i < 2; i++) assert.match((await linkTo()).url, /^\/v1\/blobs\//);
  const { url, expiresAt } = await linkTo();
  assert.match(url, new RegExp(`^/edge/${sha256}\\?expires=${Math.ceil(expiresAt / 1_000)}&signature=[\\w-]{22}$`));
  assert.match((await linkTo('?direct=1')).url, /^\/v1\/blobs\//);

  const path = `/v1/edge/${sha256}`;
  for (const secret of [undefined, '', 'wrong']) {
    const headers = secret === undefined ? {} : { 'x-parley-edge': secret };
    assert.equal((await server.request('GET', path, { headers })).json.code, 'forbidden');
  }
  const ask = (headers: Record<string, string>) =>
    fetch(server.url + path, { headers: { 'x-parley-edge': 'edgesecret', ...headers } });
  const part = await ask({ range: 'bytes=10-19' });
  assert.deepEqual([part.status, part.headers.get('etag')], [206, `"${sha256}"`]);
  assert.deepEqual(new Uint8Array(await part.arrayBuffer()), bytes.subarray(10, 20));
  assert.equal((await ask({ 'if-none-match': `"${sha256}"` })).status, 304);
  const metrics = await fetch(`${server.url}/metrics`).then(response => response.text());
  for (const line of [
    'edge_links_total 1',
    'edge_reads_total 1',
    'edge_read_bytes_total 10',
    'downloaded_bytes_total 0',
  ])
    assert.match(metrics, new RegExp(`parley_asset_${line}\n`));
});

test('without an edge nobody reads as one', async t => {
  const server = await startHttpServer(t);
  const { json } = await server.request('GET', `/v1/edge/${'0'.repeat(64)}`, { headers: { 'x-parley-edge': '' } });
  assert.equal(json.code, 'forbidden');
});
