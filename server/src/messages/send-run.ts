// Keeps a sender's order across refusals (D3): a send that was refused ends its run, and whatever is behind it in the run
// is refused too, so that the client can send all of it again, in order.
import { type MessageId, toHex, type WireError, wireError } from '@parley/protocol';
import { type AppendRun, endRun, type RunPlace, runEndedBefore } from './message-store.ts';
import type { SendResult, SendRun } from './messages.ts';

/** A send's place in its run, and the run's place in the gateway. */
export interface PlaceInRun extends RunPlace {
  readonly run: Run;
  readonly sendRun: SendRun;
}

export interface Run extends AppendRun {
  next: number;
  /** The last send of the run that went to the store. */
  last: Promise<unknown>;
  /** Until when those that come now have to wait for one before them to be let in. */
  entering?: Promise<unknown>;
}

/** Gives each send its place in its run, in call order. */
export function createRuns(): (sendRun: SendRun) => PlaceInRun {
  const runs = new WeakMap<SendRun, Run>();
  return sendRun => {
    let run = runs.get(sendRun);
    if (!run) {
      run = { next: 0, last: Promise.resolve() };
      runs.set(sendRun, run);
    }
    return { run, index: run.next++, sendRun };
  };
}

/** Refuses a send without asking the store; resolves after those before it have been answered. */
export async function refuseInRun(
  place: PlaceInRun,
  send: { readonly id: Uint8Array },
  error: WireError,
): Promise<SendResult> {
  endRun(place, toHex(send.id) as MessageId);
  await place.run.last.catch(() => {}); // its own caller hears of it
  noteEnd(place);
  return runEndedBefore(place) ? endedAnswer(place) : { kind: 'refused', error };
}

/** The answer for a send behind a refused one. */
export function endedAnswer({ run }: PlaceInRun): SendResult {
  return { kind: 'refused', error: wireError('retry_from'), ...(run.ended && { retryFrom: run.ended.by }) };
}

/** Tells the gateway's run what has ended it. */
export function noteEnd({ run, sendRun }: PlaceInRun): void {
  if (run.ended) sendRun.endedBy = run.ended.by;
}
