// Calls that wait for their answers.
import { UnavailableError } from '../lib/unavailable.ts';

export interface PendingCalls {
  /** The call's number, and its answer. */
  add(method: string, deadline: number): { number: number; answer: Promise<unknown> };
  settle(number: number, value: unknown): void;
  fail(number: number, error: Error): void;
  /** Fails those whose time is over. */
  expire(now: number): void;
  failAll(error: Error): void;
  size(): number;
}

interface PendingCall {
  readonly method: string;
  readonly deadline: number;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

const MAX_NUMBER = 0xffff_ffff;

export function createPendingCalls(): PendingCalls {
  const calls = new Map<number, PendingCall>();
  let last = 0;

  function take(number: number): PendingCall | undefined {
    const call = calls.get(number);
    calls.delete(number);
    return call;
  }

  return {
    add(method, deadline) {
      last = last === MAX_NUMBER ? 1 : last + 1;
      const number = last;
      const answer = new Promise<unknown>((resolve, reject) =>
        calls.set(number, { method, deadline, resolve, reject }),
      );
      return { number, answer };
    },
    settle: (number, value) => take(number)?.resolve(value),
    fail: (number, error) => take(number)?.reject(error),
    expire(now) {
      for (const [number, { method, deadline }] of calls) {
        if (deadline <= now) take(number)!.reject(new UnavailableError(`${method} was not answered in time`));
      }
    },
    failAll(error) {
      for (const number of [...calls.keys()]) take(number)!.reject(error);
    },
    size: () => calls.size,
  };
}
