// Whatever is asked over HTTP is answered with a row of the error table or with success, never with a fault of the server.
// Requests are made from the OpenAPI document. Seeded; PARLEY_FUZZ_REQUESTS sets how many.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isErrorCode } from '@parley/protocol';
import { registerDevice, startHttpServer } from './test-server.ts';

const requests = Number(process.env.PARLEY_FUZZ_REQUESTS ?? 1_000);
const seed = Number(process.env.PARLEY_FUZZ_SEED ?? 7);

/** mulberry32 */
function createRandom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

test(`${requests} generated requests (seed ${seed}): coded answers, never a fault`, { timeout: 900_000 }, async t => {
  const server = await startHttpServer(t);
  const devices = [await registerDevice(server, '+15550100001'), await registerDevice(server, '+15550100002')];
  const { paths } = (await server.request('GET', '/docs/json')).json as {
    paths: Record<string, Record<string, unknown>>;
  };
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map(method => [method.toUpperCase(), path] as const),
  );
  const random = createRandom(seed);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
  const words = [
    '',
    'a',
    '-1',
    '0',
    '1e99',
    'NaN',
    '%00',
    '../..',
    "' OR 1=1--",
    '\u202e',
    '😀',
    'a'.repeat(5_000),
    '+15550100001',
    devices[0]!.account,
    'b'.repeat(32),
  ];
  const value = (depth = 0): unknown =>
    pick<() => unknown>([
      () => pick(words),
      () => pick([0, -1, 1.5, 2 ** 53, 1e308]),
      () => pick([null, true, false]),
      () => (depth > 2 ? 1 : Array.from({ length: Math.floor(random() * 4) }, () => value(depth + 1))),
      () =>
        depth > 2
          ? {}
          : Object.fromEntries(
              ['phone', 'code', 'phones', 'deviceList', 'keys', 'inboxEpoch', 'seq', '__proto__', 'x']
                .filter(() => random() < 0.4)
                .map(key => [key, value(depth + 1)]),
            ),
    ])();
  const statuses: Record<number, number> = {};
  for (let i = 0; i < requests; i++) {
    const [method, route] =
      random() < 0.95 ? pick(routes) : ([pick(['PUT', 'PATCH', 'OPTIONS']), pick(routes)[1]] as const);
    if (method === 'DELETE' && route === '/v1/session') continue; // would end the token that the rest needs
    const path = route.replaceAll(/\{\w+\}/g, () => encodeURIComponent(pick(words)));
    const query =
      random() < 0.3
        ? `?${pick(['after', 'limit', 'sender', 'id', 'since', 'from'])}=${encodeURIComponent(pick(words))}`
        : '';
    const hasBody = method !== 'GET' && method !== 'DELETE';
    const content = hasBody
      ? pick<object>([
          { json: value() },
          { body: Buffer.from(Array.from({ length: Math.floor(random() * 200) }, () => random() * 256)) },
          { body: '{"phone": ', headers: { 'content-type': 'application/json' } },
          {
            body: 'x',
            headers: { 'content-type': pick(['text/xml', 'application/x-protobuf', 'multipart/form-data']) },
          },
          { body: 'x'.repeat(300_000), headers: { 'content-type': 'application/json' } },
        ])
      : {};
    const token = random() < 0.8 ? pick(devices).token : undefined;
    const { status, json } = await server.request(method, path + query, { token, ...content });
    const what = `request ${i} of seed ${seed}: ${method} ${path}${query} answered ${status} ${JSON.stringify(json)}`;
    assert.ok(status < 500, what);
    if (status >= 400) assert.ok(isErrorCode(json?.code), what);
    statuses[status] = (statuses[status] ?? 0) + 1;
  }
  for (const status of [200, 400, 401, 404])
    assert.ok((statuses[status] ?? 0) > 0, `requests reach ${status}: ${JSON.stringify(statuses)}`);
  assert.equal((await server.request('GET', '/v1/account', { token: devices[0]!.token })).status, 200);
});
