// The PIN of an account whose number is registered anew.
import { asParleyError, ParleyError } from '../errors.ts';
import type { Http } from '../http/http.ts';
import { givePin } from '../http/recovery.ts';

export interface PinInfo {
  /** From 1. */
  readonly attempt: number;
  /** Why it is asked again: `bad_pin`, or `rate_limited` with how long nothing is tried. */
  readonly error?: ParleyError;
}

export type AskPin = (info: PinInfo) => Promise<string>;

export async function askForPin(
  http: Http,
  registration: string,
  { pin: ask, signal }: { readonly pin?: AskPin; readonly signal?: AbortSignal },
): Promise<void> {
  if (!ask) throw new ParleyError('pin_needed');
  let error: ParleyError | undefined;
  for (let attempt = 1; ; attempt++) {
    const pin = await ask({ attempt, ...(error ? { error } : {}) });
    try {
      return await givePin(http, registration, pin, signal);
    } catch (thrown) {
      error = asParleyError(thrown);
      if (error.code !== 'bad_pin' && error.code !== 'rate_limited') throw thrown;
    }
  }
}
