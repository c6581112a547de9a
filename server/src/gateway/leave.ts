// How a gateway goes away: clients are told first, with a time to come back at; what they have sent is answered.
import { isOpen } from './connection.ts';
import { type Context, close, writeFrame } from './context.ts';

/** Sends in flight are answered within a flush or two; a gateway that is asked to go does not wait longer than this. */
const MAX_WAIT_MS = 5_000;
const LOOK_EVERY_MS = 10;

export async function leave(context: Context): Promise<void> {
  const { leavingMinMs, leavingMaxMs } = context.limits;
  context.leaving = true; // nobody is let in, and no more sends are taken
  for (const connection of context.all) {
    if (!isOpen(connection)) continue;
    writeFrame(context, connection, { leaving: { minDelayMs: leavingMinMs, maxDelayMs: leavingMaxMs } });
  }
  for (let waited = 0; waited < MAX_WAIT_MS && someWait(context); waited += LOOK_EVERY_MS) {
    await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS));
  }
  for (const connection of context.all) close(context, connection, 'server_shutdown');
}

function someWait({ all }: Context): boolean {
  for (const { pendingSends, ackWaiting } of all) if (pendingSends > 0 || ackWaiting > 0) return true;
  return false;
}
