// The registration PIN at the server.
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { limits } from '@parley/protocol';
import { registerDevice, startHttpServer, type TestServer } from './test-server.ts';

const phone = '+15550100001';
const PIN = '271828';
const DAY_MS = 24 * 3_600_000;

async function withPin(t: TestContext, { now = () => Date.now(), pin = PIN } = {}) {
  const clock = { now, monotonic: now };
  // So many codes are asked for here as nobody may ask for.
  const server = await startHttpServer(t, {
    clock,
    limits: { codesPerNumberAndHour: 1_000, codesPerAddressAndHour: 1_000 },
  });
  const alice = await registerDevice(server, phone);
  const set = await server.request('PUT', '/v1/pin', { token: alice.token, json: { pin } });
  return { server, alice, set };
}

async function confirm(server: TestServer) {
  const started = await server.request('POST', '/v1/registrations', { json: { phone } });
  const path = `/v1/registrations/${started.json.registration}`;
  const confirmed = await server.request('POST', `${path}/code`, { json: { code: started.json.developmentCode } });
  const give = (pin: string) => server.request('POST', `${path}/pin`, { json: { pin } });
  const complete = () => server.request('POST', `${path}/complete`, { json: { deviceList: '', keys: '' } });
  return { path, confirmed: confirmed.json, give, complete };
}

test('without its PIN a number is not registered anew, nor is anything for recovery read', async t => {
  const { server } = await withPin(t);
  const { path, confirmed, give, complete } = await confirm(server);
  assert.equal(confirmed.pin, true);
  assert.equal((await complete()).json.code, 'pin_needed');
  assert.equal((await server.request('GET', `${path}/recovery`)).json.code, 'pin_needed');
  assert.equal((await give('314159')).json.code, 'bad_pin');
  assert.equal((await give(` ${PIN} `)).status, 204);
  assert.equal((await complete()).json.code, 'bad_device_list', 'it goes on');
  assert.equal((await server.request('GET', `${path}/recovery`)).json.code, 'recovery_not_found');
});

test('tries at a PIN wait longer and longer, for the account and not for the registration', async t => {
  let at = 1_700_000_000_000;
  const { server } = await withPin(t, { now: () => at });
  const wrong = async () => (await (await confirm(server)).give('314159')).json;
  for (let i = 0; i < limits.pinFreeTries; i++) assert.equal((await wrong()).code, 'bad_pin');
  for (const waitMs of [1, 2, 4].map(minutes => minutes * limits.pinFirstWaitMs)) {
    assert.deepEqual([(await wrong()).code, (await wrong()).retryAfterMs], ['rate_limited', waitMs]);
    at += waitMs;
    assert.equal((await wrong()).code, 'bad_pin');
  }
  assert.equal((await (await confirm(server)).give(PIN)).json.code, 'rate_limited', 'nor is the right one tried');
  at += limits.pinLongestWaitMs;
  assert.equal((await (await confirm(server)).give(PIN)).status, 204);
  assert.equal((await wrong()).code, 'bad_pin', 'from the beginning');
});

test('guesses at a PIN all count, also when they come together', async t => {
  const { server } = await withPin(t);
  const { give } = await confirm(server);
  const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => give(String(100_000 + i))));
  assert.equal(answers.filter(({ json }) => json.code === 'bad_pin').length, limits.pinFreeTries);
});

test('a PIN is not asked for when no device of the account was there for a week', async t => {
  let at = 1_700_000_000_000;
  const { server } = await withPin(t, { now: () => at });
  at += 7 * DAY_MS - 1;
  assert.equal((await confirm(server)).confirmed.pin, true);
  at += 2;
  const { confirmed, complete } = await confirm(server);
  assert.equal(confirmed.pin, undefined);
  assert.notEqual((await complete()).json.code, 'pin_needed');
});

test('a PIN has six characters at least, can be changed and taken away', async t => {
  const { server, alice, set } = await withPin(t, { pin: '27182' });
  assert.equal(set.json.code, 'weak_pin');
  const put = async (pin: string | null) => {
    const { json } = await server.request('PUT', '/v1/pin', { token: alice.token, json: { pin } });
    return json?.code;
  };
  assert.deepEqual(
    [await put('111111'), await put('x'.repeat(129)), await put('1234567')],
    ['weak_pin', 'weak_pin', undefined],
  );
  assert.equal((await (await confirm(server)).give('1234567')).status, 204);
  assert.equal(await put(null), undefined);
  assert.equal((await server.request('GET', '/v1/pin', { token: alice.token })).json.isSet, false);
  assert.equal((await confirm(server)).confirmed.pin, undefined);
});
