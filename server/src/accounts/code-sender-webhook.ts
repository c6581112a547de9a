import { setTimeout as delay } from 'node:timers/promises';
import type { CodeSender } from './accounts.ts';

export interface WebhookOptions {
  /** Takes POST {phone, code, text}; anything but 2xx is a failure. */
  url: string;
  /** Sent as `Authorization: Bearer …`. */
  secret?: string | undefined;
  /** For one try. */
  timeoutMs?: number;
  /** For tests: waits between two tries. */
  wait?: (ms: number) => Promise<unknown>;
}

const TIMEOUT_MS = 3_000;
/**
 * Before each further try. With three tries of three seconds the person hears within 11 s at the latest, and clients wait
 * 20 s for an answer.
 */
const BACKOFF_MS = [500, 1_500];

/** Hands codes to the operator's SMS gateway. What it throws names neither number nor code. */
export function createWebhookCodeSender(options: WebhookOptions): CodeSender {
  const { wait = delay } = options;
  return {
    async send(phone, code) {
      const body = JSON.stringify({ phone, code, text: `${code} is your Parley code. Do not share it.` });
      for (let tries = 0; ; tries++) {
        const failure = await attempt(options, body);
        if (!failure) return;
        const backoffMs = BACKOFF_MS[tries];
        if (!failure.again || backoffMs === undefined) {
          throw new Error('the code could not be handed to the webhook', { cause: failure.cause });
        }
        await wait(backoffMs);
      }
    },
  };
}

interface Failure {
  readonly cause: unknown;
  /** Another try may do better. */
  readonly again: boolean;
}

async function attempt(
  { url, secret, timeoutMs = TIMEOUT_MS }: WebhookOptions,
  body: string,
): Promise<Failure | undefined> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(secret ? { authorization: `Bearer ${secret}` } : {}) },
      body,
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'manual', // who may have a code is decided by the setting alone
    });
    await response.body?.cancel();
    const { ok, status } = response;
    if (ok) return undefined;
    const again = status >= 500 || status === 429 || status === 408;
    return { cause: new Error(`the code webhook answered ${status}`), again };
  } catch (cause) {
    return { cause, again: true };
  }
}
