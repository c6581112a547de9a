// iOS and macOS: Apple Push Notification service, with a token of the developer's key. Apple sees that there is something for a
// device, and nothing else; the app's extension fetches what it is.
import type { Limits } from '@parley/protocol';
import { importPKCS8, SignJWT } from 'jose';
import { createHttp2Post } from './http2-post.ts';
import { outcomeOf, type PushNote, type PushOutcome, type PushSender, retryAfterMs } from './push-sender.ts';

export interface ApnsOptions {
  /** PEM of the .p8 file. */
  readonly key: string;
  readonly keyId: string;
  readonly team: string;
  /** The app's bundle id. */
  readonly topic: string;
  readonly limits: Limits;
  readonly now: () => number;
  readonly origin: string;
}

export const apnsOrigins = {
  production: 'https://api.push.apple.com',
  sandbox: 'https://api.sandbox.push.apple.com',
} as const;

const TOKEN = /^[\da-f]{64,200}$/i;
/** Apple takes a token for 20 to 60 minutes. */
const TOKEN_AGE_MS = 40 * 60_000;
/** What is wrong with the target, not with us. */
const GONE = new Set(['BadDeviceToken', 'DeviceTokenNotForTopic', 'Unregistered', 'ExpiredToken']);

export function createApns({ key, keyId, team, topic, limits, now, origin }: ApnsOptions): PushSender<'apns'> {
  const http = createHttp2Post({ origin, timeoutMs: limits.pushTimeoutMs });
  let signed: { token: Promise<string>; at: number } | undefined;

  async function sign(): Promise<string> {
    const jwt = new SignJWT().setProtectedHeader({ alg: 'ES256', kid: keyId }).setIssuer(team);
    return jwt.setIssuedAt(Math.floor(now() / 1_000)).sign(await importPKCS8(key, 'ES256'));
  }

  async function authorization(): Promise<string> {
    if (!signed || now() - signed.at > TOKEN_AGE_MS) signed = { token: sign(), at: now() };
    return signed.token;
  }

  async function send(token: string, note: PushNote): Promise<PushOutcome> {
    const headers = {
      authorization: `bearer ${await authorization()}`,
      'apns-topic': topic,
      'apns-push-type': 'alert',
      'apns-priority': '10',
      'apns-expiration': String(Math.floor((now() + limits.pushTtlMs) / 1_000)),
      'apns-collapse-id': 'parley',
    };
    const { status, retryAfter, body } = await http.post(`/3/device/${token}`, headers, bodyFor(note));
    const reason = reasonOf(body);
    const why = `APNs answered ${status}${reason ? ` ${reason}` : ''}`;
    if (status === 410 || GONE.has(reason ?? '')) return { kind: 'gone', why };
    if (reason === 'ExpiredProviderToken') {
      signed = undefined;
      return { kind: 'later', why };
    }
    return outcomeOf({ status, why, retryAfterMs: retryAfterMs(retryAfter, now()) }, []);
  }

  return {
    problemOf: ({ token }) => (TOKEN.test(token) ? undefined : 'it is no device token of APNs'),
    placeOf: () => 'apns',
    send: ({ token }, note) => send(token, note).catch(error => ({ kind: 'later', why: (error as Error).message })),
    close: http.close,
  };
}

function bodyFor({ test }: PushNote): string {
  const alert = { title: 'Parley', 'loc-key': 'NEW_MESSAGE', body: 'New message' };
  return JSON.stringify({
    aps: { alert, sound: 'default', 'mutable-content': 1 },
    parley: 'new',
    ...(test ? { test } : {}),
  });
}

function reasonOf(body: string): string | undefined {
  try {
    return (JSON.parse(body) as { reason?: string }).reason;
  } catch {
    return undefined;
  }
}
