import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { limits } from '@parley/protocol';
import { startWebPushService } from '../../../tests/support/push-services/web-push.ts';
import { createGuardedPost } from './guarded-post.ts';
import type { PushSender } from './push-sender.ts';
import { createWebPush } from './push-webpush.ts';
import { vapidKeyOf } from './vapid-key.ts';

const vapid = vapidKeyOf(Buffer.alloc(32, 7).toString('base64url'));
const contact = 'mailto:operator@example.org';

function createSender(t: TestContext): PushSender<'webpush'> {
  const post = createGuardedPost({ hosts: [], innerHosts: ['127.0.0.1'], timeoutMs: 5_000, maxUrlBytes: 2_048 });
  t.after(post.close);
  return createWebPush({ vapid, contact, post, limits, now: Date.now });
}

test('a push is signed for its service, encrypted for its browser, of one size, and waits there long enough', async t => {
  const service = await startWebPushService(t);
  const sender = createSender(t);
  const target = { kind: 'webpush', ...service.subscribe(vapid.publicKey) } as const;
  assert.equal(sender.problemOf(target), undefined);
  assert.deepEqual(await sender.send(target, { count: 3 }), { kind: 'sent' });
  assert.deepEqual(await sender.send(target, { count: 100, test: 'a'.repeat(32) }), { kind: 'sent' });
  const [first, second] = service.pushes;
  assert.deepEqual(first?.note, { count: 3 });
  assert.deepEqual(second?.note, { count: 100, test: 'a'.repeat(32) });
  assert.equal(first?.bodyBytes, second?.bodyBytes, 'the size tells nothing');
  assert.deepEqual([first?.vapidKey, first?.contact], [vapid.publicKey, contact]);
  assert.deepEqual([first?.headers.urgency, first?.headers.topic], ['high', 'parley']);
  assert.equal(Number(first?.headers.ttl), 28 * 24 * 3_600);
});

test('what the service answers is told apart: gone, later and when, never', async t => {
  const service = await startWebPushService(t);
  const sender = createSender(t);
  const target = { kind: 'webpush', ...service.subscribe() } as const;
  service.answerWith({ status: 429, headers: { 'retry-after': '17' } }, { status: 503 }, { status: 413 });
  const send = () => sender.send(target, { count: 1 });
  const later = await send();
  assert.ok(later.kind === 'later' && later.afterMs === 17_000, JSON.stringify(later));
  assert.equal((await send()).kind, 'later');
  assert.equal((await send()).kind, 'refused');
  service.end(target.endpoint);
  assert.equal((await send()).kind, 'gone');
  const other = {
    kind: 'webpush',
    ...service.subscribe(vapidKeyOf(Buffer.alloc(32, 8).toString('base64url')).publicKey),
  } as const;
  const refused = await sender.send(other, { count: 1 });
  assert.deepEqual(refused, { kind: 'refused', why: '127.0.0.1 answered 403' });
});

test('a subscription whose keys are none is not taken', t => {
  const sender = createSender(t);
  const target = {
    kind: 'webpush',
    endpoint: 'http://127.0.0.1:9/x',
    auth: Buffer.alloc(16).toString('base64url'),
  } as const;
  const point = (byte: number) => Buffer.concat([Buffer.of(4), Buffer.alloc(64, byte)]).toString('base64url');
  for (const p256dh of ['', 'x', point(1), vapid.privateKey]) {
    assert.match(sender.problemOf({ ...target, p256dh })!, /no point/);
  }
  assert.match(sender.problemOf({ ...target, p256dh: vapid.publicKey, auth: 'x' })!, /16 bytes/);
  assert.equal(sender.problemOf({ ...target, p256dh: vapid.publicKey }), undefined);
});
