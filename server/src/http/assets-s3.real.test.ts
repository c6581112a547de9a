// Two servers on one database and one S3: uploads handed over between them, both writing at once, and an S3 that dies.
import assert from 'node:assert/strict';
import { after, before, type TestContext, test } from 'node:test';
import { type Mariadb, startMariadb } from '../../../dev/parts/mariadb.ts';
import { type Seaweedfs, startSeaweedfs } from '../../../dev/parts/seaweedfs.ts';
import { until } from '../../../dev/parts/until.ts';
import { announce, fileOf, patch, put } from './assets.testing.ts';
import { registerDevice, startHttpServer, type TestDevice, type TestServer } from './test-server.ts';

const MiB = 1_048_576;
const PIECE = 4 * MiB;
let s3: Seaweedfs;
let mariadb: Mariadb;
let numbers = 0;

before(async () => {
  [s3, mariadb] = await Promise.all([startSeaweedfs(), startMariadb({ replicas: 0 })]);
});
after(() => Promise.all([s3?.stop(), mariadb?.stop()]));

interface World {
  readonly servers: readonly [TestServer, TestServer];
  readonly alice: TestDevice;
}

async function newWorld(t: TestContext): Promise<World> {
  const { endpoint, bucket, accessKey, secretKey } = s3;
  const store = { s3Endpoint: endpoint, s3Bucket: bucket, s3AccessKey: accessKey, s3SecretKey: secretKey };
  const flags = { ...store, sql: mariadb.url, sqlPassword: mariadb.password };
  const servers = [await startHttpServer(t, { flags }), await startHttpServer(t, { flags })] as const;
  return { servers, alice: await registerDevice(servers[0], `+1555010${1_000 + ++numbers}`) };
}

async function download(server: TestServer, device: TestDevice, asset: string, range?: string): Promise<Buffer> {
  const { json } = await server.request('GET', `/v1/assets/${asset}`, { token: device.token });
  const response = await fetch(server.url + json.url, { headers: range ? { range } : {} });
  assert.equal(response.status, range ? 206 : 200);
  return Buffer.from(await response.arrayBuffer());
}

test('F46 an upload of 13 MB goes up over two servers in turn, and comes down from both', async t => {
  const { servers, alice } = await newWorld(t);
  const { bytes, size, sha256 } = fileOf(13_000_000, 3);
  const { asset, upload } = await announce(servers[0], alice, size, sha256);
  for (let at = 0, turn = 0; at < size; at += PIECE, turn++) {
    const server = servers[turn % 2]!;
    const { uploaded } = await announce(server, alice, size, sha256);
    assert.equal(uploaded, at, 'announced anywhere, it goes on where it stands');
    assert.equal((await patch(server, alice, upload, at, bytes.subarray(at, at + PIECE))).status, 204);
  }
  for (const server of servers) assert.ok((await download(server, alice, asset)).equals(bytes));
  assert.ok((await download(servers[1], alice, asset, 'bytes=100-')).equals(bytes.subarray(100)));
  const again = await announce(servers[1], alice, size, sha256);
  assert.deepEqual([again.ready, again.uploaded], [true, size]);
});

test('of two servers that write the same piece at once one takes it, and the file is what was announced', async t => {
  const { servers, alice } = await newWorld(t);
  for (let seed = 10; seed < 15; seed++) {
    const { bytes, size, sha256 } = fileOf(300_000, seed);
    const { asset, upload } = await announce(servers[0], alice, size, sha256);
    const first = bytes.subarray(0, 200_000);
    const answers = await Promise.all(servers.map(server => patch(server, alice, upload, 0, first)));
    const codes = answers.map(({ status, json }) => json?.code ?? status).sort();
    assert.deepEqual(codes, [204, 'wrong_offset']);
    assert.equal((await patch(servers[1], alice, upload, 200_000, bytes.subarray(200_000))).status, 204);
    assert.ok((await download(servers[0], alice, asset)).equals(bytes));
  }
});

test('a whole file put to two servers at once is there once, and whoever is refused may try again', async t => {
  const { servers, alice } = await newWorld(t);
  for (let seed = 20; seed < 25; seed++) {
    const { bytes, size, sha256 } = fileOf(100_000, seed);
    const { asset, upload } = await announce(servers[0], alice, size, sha256);
    const answers = await Promise.all(servers.map(server => put(server, alice, upload, bytes)));
    for (const { status, json } of answers) assert.ok(status === 200 || json.temporary, JSON.stringify(json));
    for (const server of servers) assert.equal((await put(server, alice, upload, bytes)).json.ready, true);
    assert.ok((await download(servers[1], alice, asset)).equals(bytes));
  }
});

test('an account cannot have more than its room by asking two servers at once', async t => {
  const { servers, alice } = await newWorld(t);
  const room = 20_480 * MiB;
  const each = 2_048 * MiB;
  const asks = Array.from({ length: 14 }, (_, i) =>
    servers[i % 2]!.request('POST', '/v1/assets', {
      token: alice.token,
      json: { size: each, sha256: fileOf(10, 100 + i).sha256 },
    }),
  );
  const answers = await Promise.all(asks);
  assert.equal(answers.filter(({ status }) => status === 201).length, room / each);
  for (const { status, json } of answers) assert.ok(status === 201 || json.code === 'asset_quota', json?.code);
});

test('D9 an S3 that dies in mid upload and download is told as passing, and both go on where they were', async t => {
  const { servers, alice } = await newWorld(t);
  const { bytes, size, sha256 } = fileOf(9_000_000, 40);
  const { asset, upload } = await announce(servers[0], alice, size, sha256);
  assert.equal((await patch(servers[0], alice, upload, 0, bytes.subarray(0, PIECE))).status, 204);
  await s3.process.kill();
  const refused = await patch(servers[0], alice, upload, PIECE, bytes.subarray(PIECE));
  assert.deepEqual([refused.status, refused.json.code, refused.json.temporary], [503, 'unavailable', true]);
  const { json } = await servers[1].request('GET', `/v1/assets/${asset}`, { token: alice.token });
  assert.equal(json.code, 'asset_not_found', 'what is not ready needs no S3 to say so');
  await s3.process.restart();
  const { uploaded } = await announce(servers[1], alice, size, sha256);
  assert.equal(uploaded, PIECE);
  assert.equal((await patch(servers[1], alice, upload, PIECE, bytes.subarray(PIECE))).status, 204);

  const link = (await servers[1].request('GET', `/v1/assets/${asset}`, { token: alice.token })).json.url;
  const broken = await fetch(servers[1].url + link);
  const reader = broken.body!.getReader();
  let got = Buffer.from((await reader.read()).value!);
  await s3.process.kill();
  await assert.rejects(async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read()) got = Buffer.concat([got, part.value]);
    assert.equal(got.length, size, 'it was in flight already');
    throw new Error('all of it came');
  });
  assert.equal((await servers[1].request('GET', link)).json.code, 'unavailable');
  await s3.process.restart();
  await until('S3 answers', 30_000, async () => (await servers[1].request('GET', link)).status === 200);
  const rest = await fetch(servers[1].url + link, { headers: { range: `bytes=${got.length}-` } });
  const end = got.length < size ? Buffer.from(await rest.arrayBuffer()) : Buffer.of();
  assert.ok(Buffer.concat([got, end]).equals(bytes));
});
