// Whatever is asked, the answer is the route's own or a row of the error table, and the server goes on. Requests are
// generated from the OpenAPI document and then damaged. Seeded; PARLEY_FUZZ_REQUESTS sets how many.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { errorTable, idBytes, isErrorCode, wire } from '@parley/protocol';
import { createRandom } from '../lib/random.testing.ts';
import { announce, fileOf, uploadAsset } from './assets.testing.ts';
import { type FuzzGroup, startFuzzGroup } from './fuzz-groups.testing.ts';
import { documentedRoutes, type Route, type Schema } from './openapi.testing.ts';
import { registerDevice, startHttpServer, type TestDevice, type TestServer } from './test-server.ts';

const requests = Number(process.env.PARLEY_FUZZ_REQUESTS ?? 1_000);
const seed = Number(process.env.PARLEY_FUZZ_SEED ?? 20_250_101);
const phones = { fuzzer: '+15550100001', witness: '+15550100002' };
/** The fuzzer's device is gone after these. */
const ENDS = /^DELETE \/v1\/(session|account) 20\d$/;
const unlimited = {
  lookupsPerHour: 1e9,
  claimsPerMinute: 1e9,
  assetsPerHour: 1e9,
  maxAccountAssetBytes: 1e15,
  groupChangesPerHour: 1e9,
};

interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

/** What a path may name, by the name of its parameter. */
type Ids = Readonly<Record<'registration' | 'asset' | 'sha256' | 'group' | 'invite', readonly string[]>>;

/** One that is ready and one that waits for its bytes. */
async function startAssets(server: TestServer, fuzzer: TestDevice, seed: number): Promise<string[]> {
  const { asset } = await uploadAsset(server, fuzzer, seed);
  const waiting = await announce(server, fuzzer, UPLOAD_BYTES, fileOf(UPLOAD_BYTES, seed).sha256);
  return [asset, waiting.asset];
}

const UPLOAD_BYTES = 40;

/** One that waits for its code and one that waits for its device list. */
async function startRegistrations(server: TestServer): Promise<string[]> {
  const start = async (phone: string) => (await server.request('POST', '/v1/registrations', { json: { phone } })).json;
  const [waiting, confirmed] = [await start('+15550100004'), await start('+15550100005')];
  const json = { code: confirmed.developmentCode };
  const { status } = await server.request('POST', `/v1/registrations/${confirmed.registration}/code`, { json });
  assert.equal(status, 200);
  return [waiting.registration, confirmed.registration];
}

test(`${requests} generated requests (seed ${seed}): coded answers, never a 5xx, never a crash`, {
  timeout: 900_000,
}, async t => {
  const server = await startHttpServer(t, { limits: unlimited });
  const { url } = server;
  const routes = await documentedRoutes(url);
  const witness = await registerDevice(server, phones.witness);
  let fuzzer = await registerDevice(server, phones.fuzzer);
  const pick = createPick(seed);
  const statuses: Record<string, number> = {};
  let ids: Ids = { registration: [], asset: [], sha256: [fileOf(2_000).sha256], group: [], invite: [] };
  let group: FuzzGroup | undefined;
  for (let i = 0; i < requests; i++) {
    if (i % 100 === 0) ids = { ...ids, registration: await startRegistrations(server) };
    if (i % 100 === 0) ids = { ...ids, asset: await startAssets(server, fuzzer, i) };
    if (i % 100 === 0) group = await startFuzzGroup(server, fuzzer, witness);
    ids = { ...ids, group: [group!.group], invite: [group!.invite] };
    const route = pick.of(routes);
    const request = generate(route, pick, [fuzzer, witness], ids, group!);
    const response = await fetch(url + request.path, { ...request, redirect: 'manual' } as RequestInit);
    const key = `${route.method} ${route.path} ${response.status}`;
    statuses[key] = (statuses[key] ?? 0) + 1;
    await checkAnswer(request.method, response, () => `request ${i} of seed ${seed}: ${describe(request)}`);
    // With another number: a generated request may have given the last one a PIN.
    if (ENDS.test(key)) fuzzer = await registerDevice(server, `+15550${300_000 + i}`);
  }
  for (const { method, path } of routes) {
    const seen = Object.keys(statuses).filter(key => key.startsWith(`${method} ${path} `));
    if (requests >= 1_000) assert.ok(seen.length > 0, `${method} ${path} was never asked`);
  }
  const reached = Object.keys(statuses).filter(key => / 20\d$/.test(key)).length;
  if (requests >= 1_000) assert.ok(reached >= routes.length / 2, `only ${reached} routes were got through to`);
  const own = await fetch(`${url}/v1/account`, { headers: { authorization: `Bearer ${witness.token}` } });
  assert.deepEqual(await own.json(), {
    account: witness.account,
    device: witness.device,
    phone: phones.witness,
    listVersion: 1,
    username: null,
  });
});

test('what is no path or no HTTP at all is refused by the table too', async t => {
  const { url, port } = await startHttpServer(t);
  for (const path of ['/v1/%zz', '/v1/accounts/%ff/devices', `/${'x'.repeat(9_000)}`, '/v1//account', '/V1/ACCOUNT']) {
    const response = await fetch(url + path);
    assert.ok(response.status >= 400, path.slice(0, 40));
    await checkAnswer('GET', response, () => path.slice(0, 40));
  }
  for (const bytes of ['\x16\x03\x01\x02\x00\x01\r\n\r\n', `GET / HTTP/1.1\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`]) {
    const socket = connect(port, '127.0.0.1').end(bytes);
    const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
    assert.match(head, /^HTTP\/1\.1 4\d\d /);
    assert.ok(isErrorCode((JSON.parse(body) as { code: string }).code), body);
  }
});

async function checkAnswer(method: string, response: Response, where: () => string): Promise<void> {
  const body = await response.text();
  assert.ok(response.status < 500, `${where()} was answered ${response.status} ${body}`);
  if (response.status < 400 || method === 'HEAD') return;
  assert.match(response.headers.get('content-type') ?? '', /^application\/json/, where());
  const { code, message, temporary } = JSON.parse(body) as { code: string; message: string; temporary: boolean };
  assert.ok(isErrorCode(code), `${where()} was answered ${body}`);
  assert.equal(errorTable[code].status, response.status, where());
  assert.equal(errorTable[code].temporary, temporary, where());
  assert.ok(message.length > 0, where());
}

function describe({ method, path, headers, body }: Request): string {
  const { authorization, ...rest } = headers;
  const bytes = typeof body === 'string' ? body : Buffer.from(body ?? []).toString('hex');
  return `${method} ${path} ${JSON.stringify(rest)} ${authorization ? 'with a token' : ''} ${bytes.slice(0, 500)}`;
}

type Pick = ReturnType<typeof createPick>;

function createPick(start: number) {
  const random = createRandom(start);
  const below = (n: number): number => Math.floor(random() * n);
  return {
    below,
    chance: (probability: number): boolean => random() < probability,
    of: <T>(list: readonly T[]): T => list[below(list.length)]!,
    bytes: (length: number): Uint8Array => Uint8Array.from({ length }, () => below(256)),
  };
}

const oddTexts = [
  '',
  ' ',
  '0',
  '-1',
  '1e309',
  '9007199254740993',
  'null',
  '%00',
  '%ff',
  '../..',
  '😀',
  '\u202e',
  "' OR 1=1 --",
];
const oddMethods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'];
const oddTypes = [
  'text/plain',
  'application/xml',
  'application/json; charset=utf-16',
  'multipart/form-data',
  'nonsense',
];

function generate(route: Route, pick: Pick, devices: readonly TestDevice[], ids: Ids, group: FuzzGroup): Request {
  const method = pick.chance(0.05) ? pick.of(oddMethods) : route.method;
  const path = pathOf(route, pick, devices, ids);
  const headers: Record<string, string> = {};
  const [fuzzer] = devices;
  if (pick.chance(0.9)) headers.authorization = `Bearer ${fuzzer!.token}`;
  else if (pick.chance(0.5)) headers.authorization = pick.of(['Bearer', 'Bearer x', `Basic ${fuzzer!.token}`]);
  if (pick.chance(0.1)) headers.accept = pick.of(['application/json', 'text/html', '*/*;q=x']);
  if (path.startsWith('/v1/uploads/') && pick.chance(0.9)) {
    const offset = String(pick.of([0, 0, 20, 40, -1, 2 ** 53]));
    Object.assign(headers, pick.chance(0.9) ? { 'tus-resumable': '1.0.0', 'upload-offset': offset } : {});
    const types = ['application/octet-stream', 'application/offset+octet-stream', 'application/json'];
    headers['content-type'] = route.method === 'PUT' ? types[0]! : types[1]!;
    if (pick.chance(0.1)) headers['content-type'] = pick.of(types);
    if (method === 'HEAD' || method === 'GET') return { method, path, headers };
    return { method, path, headers, body: pick.bytes(pick.of([0, 20, 40, 41])) };
  }
  if (method === 'GET' || method === 'HEAD' || (route.method !== 'POST' && pick.chance(0.9))) {
    return { method, path, headers };
  }
  const schema = route.requestBody?.content['application/json']?.schema;
  headers['content-type'] = schema ? 'application/json' : 'application/x-protobuf';
  const ofGroup = path.includes('/group') && pick.chance(0.8);
  const protobuf = () => (ofGroup ? group.body(path, fuzzer!, pick) : protobufOf(pick, devices));
  const body = damage(schema ? jsonOf(schema, pick) : protobuf(), pick);
  if (pick.chance(0.05)) headers['content-type'] = pick.of(oddTypes);
  return { method, path, headers, body };
}

function pathOf({ path, parameters = [] }: Route, pick: Pick, devices: readonly TestDevice[], ids: Ids): string {
  const value = (): string => {
    const kind = pick.below(4);
    if (kind === 0) return pick.of(devices).account;
    if (kind === 1) return String(pick.below(1_000));
    if (kind === 2) return Buffer.from(pick.bytes(16)).toString('hex');
    return pick.of(oddTexts);
  };
  const query = parameters
    .filter(parameter => parameter.in === 'query' && pick.chance(0.4))
    .map(({ name }) => `${name}=${encodeURIComponent(value())}`);
  const known = (name: string) => ids[name as keyof Ids] ?? devices.map(({ account }) => account);
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name) =>
    pick.chance(0.6) ? pick.of(known(name)) : encodeURI(value()),
  );
  return query.length > 0 ? `${filled}?${query.join('&')}` : filled;
}

function jsonOf(schema: Schema, pick: Pick): string {
  return JSON.stringify(exampleOf(schema, pick));
}

function exampleOf(schema: Schema, pick: Pick): unknown {
  if (pick.chance(0.04))
    return pick.of<unknown>([null, true, -1, 1.5, 1e300, '', [], {}, [[]], { ['__proto__']: {}, a: { b: {} } }]);
  if (schema.properties) {
    const entries = Object.entries(schema.properties).filter(() => pick.chance(0.95));
    return Object.fromEntries(entries.map(([name, inner]) => [name, exampleOf(inner, pick)]));
  }
  if (schema.type === 'array') {
    return Array.from({ length: pick.of([0, 1, 2, 100, 101]) }, () => exampleOf(schema.items ?? {}, pick));
  }
  if (schema.type === 'integer' || schema.type === 'number') return pick.of([0, 1, 2, 2 ** 31, 2 ** 53]);
  const texts = [
    ...oddTexts,
    ...Object.values(phones),
    fileOf(2_000).sha256,
    '+15550100003',
    '123456',
    'AAAA',
    'x'.repeat(5_000),
  ];
  return pick.chance(0.2) ? Buffer.from(pick.bytes(pick.below(200))).toString('base64') : pick.of(texts);
}

function protobufOf(pick: Pick, devices: readonly TestDevice[]): Uint8Array {
  if (pick.chance(0.2)) return pick.bytes(pick.below(300));
  if (pick.chance(0.5)) {
    const claims = Array.from({ length: pick.of([0, 1, 3, 101]) }, () => {
      const account = pick.chance(0.7) ? idBytes(pick.of(devices).account) : pick.bytes(pick.of([0, 15, 16]));
      return { account, device: pick.of([0, 1, 2, 2 ** 32 - 1]) };
    });
    return wire.KeyClaimRequest.encode({ claims }).finish();
  }
  const key = () => Buffer.concat([Buffer.of(pick.of([5, 8, 0])), pick.bytes(pick.of([0, 31, 32, 1_568]))]);
  return wire.KeyUpload.encode({
    ...(pick.chance(0.3) ? { signedPrekey: { id: 1, key: key(), signature: pick.bytes(pick.of([0, 63, 64])) } } : {}),
    ...(pick.chance(0.3) ? { kyberPrekey: { id: 1, key: key(), signature: pick.bytes(64) } } : {}),
    oneTimePrekeys: Array.from({ length: pick.of([0, 1, 2, 300]) }, (_, id) => ({ id, key: key() })),
  }).finish();
}

/** Sometimes cut, flipped or far too long. */
function damage<T extends string | Uint8Array>(body: T, pick: Pick): T {
  if (pick.chance(0.8) || body.length === 0) return body;
  const kind = pick.below(10);
  if (kind === 0) return (typeof body === 'string' ? body + ' '.repeat(300_000) : new Uint8Array(300_000)) as T;
  if (kind < 5) return body.slice(0, pick.below(body.length)) as T;
  const bytes = Buffer.from(body as string);
  bytes[pick.below(bytes.length)] = pick.below(256);
  return (typeof body === 'string' ? bytes.toString('latin1') : bytes) as T;
}
