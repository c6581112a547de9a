import type { CodeSender } from './accounts.ts';

export interface WebhookOptions {
  /** Takes POST {phone, code, text}; anything but 2xx is a failure. */
  url: string;
  /** Sent as `Authorization: Bearer …`. */
  secret?: string | undefined;
  timeoutMs?: number;
}

const ATTEMPTS = 2;
const TIMEOUT_MS = 5_000;

/** Hands codes to the operator's SMS gateway. */
export function createWebhookCodeSender({ url, secret, timeoutMs = TIMEOUT_MS }: WebhookOptions): CodeSender {
  async function attempt(body: string): Promise<void> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(secret ? { authorization: `Bearer ${secret}` } : {}) },
      body,
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`the code webhook answered ${response.status}`);
  }
  return {
    async send(phone, code) {
      const body = JSON.stringify({ phone, code, text: `${code} is your Parley code. Do not share it.` });
      for (let i = 1; ; i++) {
        try {
          return await attempt(body);
        } catch (cause) {
          if (i === ATTEMPTS) throw new Error('the code could not be handed to the webhook', { cause });
        }
      }
    },
  };
}
