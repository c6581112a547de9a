// FCM and APNs, which are spoken to over one connection of HTTP/2 each.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limits } from '@parley/protocol';
import { startApnsService } from '../../../tests/support/push-services/apns.ts';
import { startFcmService } from '../../../tests/support/push-services/fcm.ts';
import { startHttp2Service } from '../../../tests/support/push-services/http2-service.ts';
import { createHttp2Post } from './http2-post.ts';
import { createApns } from './push-apns.ts';
import { createFcm, parseFcmAccount } from './push-fcm.ts';

const HOUR_MS = 3_600_000;
const android = { kind: 'fcm', token: 'dR3x:APA91bH-token_of.a-device' } as const;
const phone = { kind: 'apns', token: 'ab'.repeat(32) } as const;

test('FCM is told that there is something, with an access token that is asked for once and again before it ends', async t => {
  let now = Date.now();
  const service = await startFcmService(t, { now: () => now });
  const account = parseFcmAccount(JSON.stringify(service.account));
  const sender = createFcm({ account, limits, now: () => now, origin: service.url });
  t.after(sender.close);
  assert.equal(sender.problemOf(android), undefined);
  assert.ok(sender.problemOf({ kind: 'fcm', token: 'x y' }));
  const send = () => sender.send(android, { count: 7 });
  assert.deepEqual(await Promise.all([send(), send(), send()]), Array(3).fill({ kind: 'sent' }));
  assert.equal(service.tokensGiven(), 1);
  assert.deepEqual(service.pushes[0], {
    message: {
      token: android.token,
      data: { parley: 'new' },
      android: { priority: 'HIGH', ttl: '2419200s', collapse_key: 'parley' },
    },
  });
  now += HOUR_MS - 60_000;
  assert.equal((await send()).kind, 'sent');
  assert.equal(service.tokensGiven(), 2);
});

test('FCM: an access token that has ended is replaced; a device that is gone is told apart from what is our fault', async t => {
  const service = await startFcmService(t);
  const sender = createFcm({ account: service.account, limits, now: Date.now, origin: service.url });
  t.after(sender.close);
  const send = () => sender.send(android, { count: 1, test: 'name' });
  assert.equal((await send()).kind, 'sent');
  service.endTokens();
  assert.equal((await send()).kind, 'later');
  assert.equal((await send()).kind, 'sent');
  assert.equal(service.pushes.at(-1)?.message.data.test, 'name');
  const error = (status: string, errorCode?: string) =>
    JSON.stringify({ error: { status, details: errorCode ? [{ '@type': 'x' }, { errorCode }] : [] } });
  service.answerWith(
    { status: 404, body: error('NOT_FOUND', 'UNREGISTERED') },
    { status: 403, body: error('PERMISSION_DENIED', 'SENDER_ID_MISMATCH') },
    { status: 400, body: error('INVALID_ARGUMENT', 'INVALID_ARGUMENT') },
    { status: 429, headers: { 'retry-after': '60' }, body: error('RESOURCE_EXHAUSTED', 'QUOTA_EXCEEDED') },
  );
  const outcomes = [await send(), await send(), await send(), await send()];
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ['gone', 'gone', 'refused', 'later'],
  );
  assert.deepEqual(outcomes.at(-1), { kind: 'later', why: 'FCM answered 429 QUOTA_EXCEEDED', afterMs: 60_000 });
});

test('what is no service account is said at the start', () => {
  for (const text of ['', '{', 'null', '{"project_id":"x"}'])
    assert.throws(() => parseFcmAccount(text), /service account/);
});

test('APNs is told that there is something, with a token signed anew before Apple tires of it', async t => {
  let now = Date.now();
  const service = await startApnsService(t, { now: () => now });
  const sender = createApns({ ...service.options, limits, now: () => now, origin: service.url });
  t.after(sender.close);
  const send = () => sender.send(phone, { count: 7 });
  assert.deepEqual(await Promise.all([send(), send()]), Array(2).fill({ kind: 'sent' }));
  assert.equal(service.tokensSeen(), 1);
  const { path, headers, body } = service.pushes[0]!;
  assert.equal(path, `/3/device/${phone.token}`);
  assert.deepEqual([headers['apns-push-type'], headers['apns-priority']], ['alert', '10']);
  assert.equal(headers['apns-expiration'], String(Math.floor((now + limits.pushTtlMs) / 1_000)));
  assert.doesNotMatch(body, /7/, 'the count is nobody else’s');
  now += 2 * HOUR_MS;
  assert.equal((await send()).kind, 'sent');
  assert.equal(service.tokensSeen(), 2);
});

test('APNs: a device that is gone is told apart from what is our fault', async t => {
  const service = await startApnsService(t);
  const sender = createApns({ ...service.options, limits, now: Date.now, origin: service.url });
  t.after(sender.close);
  const answer = (status: number, reason: string) => ({ status, body: JSON.stringify({ reason }) });
  service.answerWith(
    answer(410, 'Unregistered'),
    answer(400, 'BadDeviceToken'),
    answer(400, 'PayloadEmpty'),
    answer(429, 'TooManyRequests'),
    answer(503, 'Shutdown'),
  );
  const kinds: string[] = [];
  for (let i = 0; i < 6; i++) kinds.push((await sender.send(phone, { count: 1 })).kind);
  assert.deepEqual(kinds, ['gone', 'gone', 'refused', 'later', 'later', 'sent']);
  const wrong = createApns({ ...service.options, team: 'OTHER', limits, now: Date.now, origin: service.url });
  t.after(wrong.close);
  assert.deepEqual(await wrong.send(phone, { count: 1 }), {
    kind: 'refused',
    why: 'APNs answered 403 InvalidProviderToken',
  });
});

test('a connection that was cut or never answers is made anew', async t => {
  let silent = true;
  const service = await startHttp2Service(t, () => (silent ? undefined : { status: 200 }));
  const http = createHttp2Post({ origin: service.url, timeoutMs: 100 });
  t.after(http.close);
  await assert.rejects(http.post('/', {}, ''), /no answer within 100 ms/);
  silent = false;
  assert.equal((await http.post('/', {}, '')).status, 200);
  service.cut();
  await http.post('/', {}, '').catch(() => {}); // it may have been under way when that was seen
  assert.equal((await http.post('/', {}, '')).status, 200);
  assert.equal(service.connections(), 1);
});
