// Android: Firebase Cloud Messaging, HTTP v1. Google sees that there is something for a device, and nothing else.
import type { Limits } from '@parley/protocol';
import { importPKCS8, SignJWT } from 'jose';
import { createHttp2Post } from './http2-post.ts';
import { outcomeOf, type PushNote, type PushOutcome, type PushSender, retryAfterMs } from './push-sender.ts';

/** What Google hands out as JSON for a service account. */
export interface FcmAccount {
  readonly project_id: string;
  readonly client_email: string;
  readonly private_key: string;
  readonly token_uri: string;
}

export interface FcmOptions {
  readonly account: FcmAccount;
  readonly limits: Limits;
  readonly now: () => number;
  readonly origin?: string;
}

const ORIGIN = 'https://fcm.googleapis.com';
const SCOPE = 'https://www.googleapis.com/auth/firebase.messaging';
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const TOKEN = /^[\w:.%-]{16,1024}$/;
const ASSERTION_S = 3_600;
/** A new access token is asked for so long before the old one ends. */
const EARLY_MS = 5 * 60_000;

/** @throws {Error} it is no service account */
export function parseFcmAccount(text: string): FcmAccount {
  const wanted = ['project_id', 'client_email', 'private_key', 'token_uri'] as const;
  let account: Partial<Record<string, unknown>> | null = null;
  try {
    account = JSON.parse(text);
  } catch {}
  if (!account || !wanted.every(name => typeof account?.[name] === 'string'))
    throw new Error('must be the JSON of a service account of Firebase');
  return account as unknown as FcmAccount;
}

export function createFcm({ account, limits, now, origin = ORIGIN }: FcmOptions): PushSender<'fcm'> {
  const http = createHttp2Post({ origin, timeoutMs: limits.pushTimeoutMs });
  const access = createAccess(account, limits.pushTimeoutMs, now);
  const path = `/v1/projects/${encodeURIComponent(account.project_id)}/messages:send`;

  async function send(token: string, note: PushNote): Promise<PushOutcome> {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${await access.token()}` };
    const message = messageFor(token, note, limits.pushTtlMs);
    const { status, retryAfter, body } = await http.post(path, headers, JSON.stringify({ message }));
    if (status === 401) access.forget();
    const code = errorCodeOf(body);
    const why = `FCM answered ${status}${code ? ` ${code}` : ''}`;
    if (status === 404 || code === 'UNREGISTERED' || code === 'SENDER_ID_MISMATCH') return { kind: 'gone', why };
    if (status === 401) return { kind: 'later', why };
    return outcomeOf({ status, why, retryAfterMs: retryAfterMs(retryAfter, now()) }, []);
  }

  return {
    problemOf: ({ token }) => (TOKEN.test(token) ? undefined : 'it is no token of FCM'),
    placeOf: () => 'fcm',
    send: ({ token }, note) => send(token, note).catch(error => ({ kind: 'later', why: (error as Error).message })),
    close: http.close,
  };
}

function messageFor(token: string, { test }: PushNote, ttlMs: number): object {
  return {
    token,
    data: { parley: 'new', ...(test ? { test } : {}) },
    android: { priority: 'HIGH', ttl: `${Math.floor(ttlMs / 1_000)}s`, collapse_key: 'parley' },
  };
}

/** `error.details[].errorCode`, or `error.status`. */
function errorCodeOf(body: string): string | undefined {
  try {
    const { error } = JSON.parse(body) as { error?: { status?: string; details?: { errorCode?: string }[] } };
    return error?.details?.find(({ errorCode }) => errorCode)?.errorCode ?? error?.status;
  } catch {
    return undefined;
  }
}

/** Access tokens of Google: one at a time, shared by all pushes until shortly before it ends. */
function createAccess(account: FcmAccount, timeoutMs: number, now: () => number) {
  let current: Promise<{ token: string; endsAt: number }> | undefined;
  let endsAt = 0;

  async function ask(): Promise<{ token: string; endsAt: number }> {
    const key = await importPKCS8(account.private_key, 'RS256');
    const at = Math.floor(now() / 1_000);
    const assertion = await new SignJWT({ scope: SCOPE })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT' })
      .setIssuer(account.client_email)
      .setAudience(account.token_uri)
      .setIssuedAt(at)
      .setExpirationTime(at + ASSERTION_S)
      .sign(key);
    const body = new URLSearchParams({ grant_type: GRANT, assertion });
    const signal = AbortSignal.timeout(timeoutMs);
    const response = await fetch(account.token_uri, { method: 'POST', body, redirect: 'error', signal });
    if (!response.ok) throw new Error(`Google gave no access token: ${response.status}`);
    const { access_token: token, expires_in: seconds } = (await response.json()) as Record<string, unknown>;
    if (typeof token !== 'string' || typeof seconds !== 'number') throw new Error('Google gave no access token');
    return { token, endsAt: now() + seconds * 1_000 };
  }

  return {
    async token(): Promise<string> {
      if (!current || now() > endsAt - EARLY_MS) {
        endsAt = Number.POSITIVE_INFINITY; // until it is known
        current = ask();
      }
      const asked = current;
      try {
        const { token, endsAt: end } = await asked;
        if (current === asked) endsAt = end;
        return token;
      } catch (error) {
        if (current === asked) current = undefined;
        throw error;
      }
    },
    forget(): void {
      current = undefined;
    },
  };
}
