// Browsers: Web Push with VAPID (RFC 8030, 8291, 8292). The push service sees that there is a push and how large it is, which
// is always the same.
import { createECDH } from 'node:crypto';
import type { Limits } from '@parley/protocol';
import webPush from 'web-push';
import { type GuardedPost, hostOf } from './guarded-post.ts';
import { outcomeOf, type PushNote, type PushSender, retryAfterMs, type TargetOf } from './push-sender.ts';
import type { VapidKey } from './vapid-key.ts';

export interface WebPushOptions {
  readonly vapid: VapidKey;
  /** Where push services reach the operator: `mailto:` or https. */
  readonly contact: string;
  readonly post: GuardedPost;
  readonly limits: Limits;
  readonly now: () => number;
}

/** Before encryption: every push has this size. */
const NOTE_BYTES = 96;
const AUTH_BYTES = 16;
const TOPIC = 'parley';

export function createWebPush({ vapid, contact, post, limits, now }: WebPushOptions): PushSender<'webpush'> {
  const options = {
    vapidDetails: { subject: contact, ...vapid },
    TTL: Math.floor(limits.pushTtlMs / 1_000),
    urgency: 'high',
    topic: TOPIC,
  } as const;

  return {
    problemOf: ({ endpoint, p256dh, auth }) => post.problemOf(endpoint) ?? keyProblem(p256dh, auth),
    placeOf: ({ endpoint }) => hostOf(new URL(endpoint)),
    async send({ endpoint, p256dh, auth }: TargetOf<'webpush'>, note) {
      try {
        const { headers, body } = webPush.generateRequestDetails(
          { endpoint, keys: { p256dh, auth } },
          noteText(note),
          options,
        );
        const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
        const { status, retryAfter } = await post.post(endpoint, plain, body ?? Buffer.alloc(0));
        const why = `${hostOf(new URL(endpoint))} answered ${status}`;
        return outcomeOf({ status, why, retryAfterMs: retryAfterMs(retryAfter, now()) }, [404, 410]);
      } catch (error) {
        return { kind: 'later', why: (error as Error).message };
      }
    },
    close: post.close,
  };
}

function noteText({ count, test }: PushNote): string {
  return JSON.stringify({ count, ...(test ? { test } : {}) }).padEnd(NOTE_BYTES);
}

function keyProblem(p256dh: string, auth: string): string | undefined {
  if (Buffer.from(auth, 'base64url').length !== AUTH_BYTES) return 'its auth secret has not 16 bytes';
  const own = createECDH('prime256v1');
  own.generateKeys();
  try {
    own.computeSecret(Buffer.from(p256dh, 'base64url'));
  } catch {
    return 'its key is no point of P-256';
  }
  return undefined;
}
