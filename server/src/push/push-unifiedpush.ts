// UnifiedPush: a plain POST to the address that a person's own push service has given out. It is told that there is
// something, in clear, so nothing else is said.
import type { Limits } from '@parley/protocol';
import { type GuardedPost, hostOf } from './guarded-post.ts';
import { outcomeOf, type PushSender, retryAfterMs } from './push-sender.ts';

interface UnifiedPushOptions {
  readonly post: GuardedPost;
  readonly limits: Limits;
  readonly now: () => number;
}

export function createUnifiedPush({ post, limits, now }: UnifiedPushOptions): PushSender<'unifiedpush'> {
  const headers = {
    'content-type': 'application/json',
    ttl: String(Math.floor(limits.pushTtlMs / 1_000)),
    urgency: 'high',
    topic: 'parley',
  };
  return {
    problemOf: ({ endpoint }) => post.problemOf(endpoint),
    placeOf: ({ endpoint }) => hostOf(new URL(endpoint)),
    async send({ endpoint }, { test }) {
      const body = Buffer.from(JSON.stringify({ parley: 'new', ...(test ? { test } : {}) }));
      try {
        const { status, retryAfter } = await post.post(endpoint, headers, body);
        const why = `${hostOf(new URL(endpoint))} answered ${status}`;
        return outcomeOf({ status, why, retryAfterMs: retryAfterMs(retryAfter, now()) }, [404, 410]);
      } catch (error) {
        return { kind: 'later', why: (error as Error).message };
      }
    },
    close: post.close,
  };
}
