import type { Client } from '@parley/client';
import { exitCodes } from './exit.ts';

const SENT_WITHIN_MS = 10_000;

/** Resolves once the server has everything, or says that it is kept. */
export async function leaves(client: Client, stopped: AbortSignal): Promise<void> {
  const timeout = AbortSignal.timeout(SENT_WITHIN_MS);
  try {
    await client.whenSent(AbortSignal.any([stopped, timeout]));
  } catch (error) {
    if (!timeout.aborted) throw error;
    process.stderr.write('parley: the server did not take it in time; it leaves with the next send, receive or chat\n');
    process.exitCode = exitCodes.notNow;
  }
}
