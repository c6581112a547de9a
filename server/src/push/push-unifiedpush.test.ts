import assert from 'node:assert/strict';
import { test } from 'node:test';
import { limits } from '@parley/protocol';
import { startUnifiedPushService } from '../../../tests/support/push-services/unified-push.ts';
import { createGuardedPost } from './guarded-post.ts';
import { createUnifiedPush } from './push-unifiedpush.ts';

test('UnifiedPush is told that there is something, and says when an address is over', async t => {
  const service = await startUnifiedPushService(t);
  const post = createGuardedPost({ hosts: [], innerHosts: ['127.0.0.1'], timeoutMs: 5_000, maxUrlBytes: 2_048 });
  const sender = createUnifiedPush({ post, limits, now: Date.now });
  t.after(sender.close);
  const target = { kind: 'unifiedpush', endpoint: `${service.url}/UPabc?up=1` } as const;
  assert.equal(sender.problemOf(target), undefined);
  assert.ok(
    sender.problemOf({ ...target, endpoint: 'https://ntfy.example.org/UPabc' }),
    'nobody has allowed that host',
  );
  assert.deepEqual(await sender.send(target, { count: 4 }), { kind: 'sent' });
  const [push] = service.pushes;
  assert.deepEqual([push?.path, push?.body], ['/UPabc?up=1', '{"parley":"new"}']);
  assert.deepEqual([push?.headers.ttl, push?.headers.urgency], ['2419200', 'high']);
  service.answerWith({ status: 507 }, { status: 410 });
  assert.equal((await sender.send(target, { count: 1 })).kind, 'later');
  assert.equal((await sender.send(target, { count: 1 })).kind, 'gone');
});
