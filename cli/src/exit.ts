// Exit codes, and how a failure is told: on stderr, in one line, with what to do.
import type { ParleyError } from '@parley/client';
import { safeText } from './terminal.ts';

export const exitCodes = {
  done: 0,
  unexpected: 1,
  usage: 2,
  /** The profile is not registered, or its token is no longer valid. */
  notRegistered: 3,
  /** The server or the rules say no; trying again won't help. */
  refused: 4,
  /** Offline, too busy or out of time: what was queued stays queued. */
  notNow: 5,
  interrupted: 130,
} as const;

/** A wrong argument that commander could not know of. */
export class UsageError extends Error {}

/** Ends the process once what it printed has been taken: `process.exit` alone cuts off what a slow pipe has not. */
export async function end(code: number): Promise<never> {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.writable) await new Promise<void>(resolve => stream.write('', () => resolve()));
  }
  process.exit(code);
}

/** Tells the error and ends the process. */
export function fail(error: unknown): Promise<never> {
  const code = exitCodeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`parley: ${safeText(message)}${isParleyError(error) ? ` (${error.code})` : ''}\n`);
  if (code === exitCodes.unexpected && error instanceof Error && process.env.PARLEY_DEBUG)
    process.stderr.write(`${error.stack}\n`);
  return end(code);
}

const usageCodes: readonly string[] = ['bad_phone', 'bad_recipient', 'bad_server', 'bad_name', 'bad_link'];

export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return exitCodes.usage;
  if (error instanceof Error && (error.name === 'TimeoutError' || error.name === 'AbortError')) return exitCodes.notNow;
  if (!isParleyError(error)) return exitCodes.unexpected;
  if (error.code === 'not_registered' || error.code === 'unauthorized') return exitCodes.notRegistered;
  if (usageCodes.includes(error.code)) return exitCodes.usage;
  return error.temporary ? exitCodes.notNow : exitCodes.refused;
}

/** By shape: the SDK is loaded only by the commands that need it. */
function isParleyError(error: unknown): error is ParleyError {
  return error instanceof Error && error.name === 'ParleyError';
}
