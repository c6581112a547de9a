// Waiting for what another process does: asked again and again, never a fixed time.
import { setTimeout as sleep } from 'node:timers/promises';

const ASK_EVERY_MS = 25;

/** Resolves once `isSo` says yes. An error of it counts as no, unless its cause is `'fatal'`. */
export async function until(what: string, timeoutMs: number, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  let last: unknown;
  while (performance.now() < deadline) {
    try {
      if (await isSo()) return;
      last = undefined;
    } catch (error) {
      if ((error as Error).cause === 'fatal') throw error;
      last = error;
    }
    await sleep(ASK_EVERY_MS);
  }
  const why = last === undefined ? '' : `: ${last instanceof Error ? last.message : last}`;
  throw new Error(`Waited ${timeoutMs / 1_000} s, and still not: ${what}${why}`);
}
