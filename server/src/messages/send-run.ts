// Keeps a sender's order across refusals (D3): a send that was refused ends its run, and whatever is behind it in the run
// is refused too, so that the client can send all of it again, in order.
import { type MessageId, toHex, type WireError, type wire, wireError } from '@parley/protocol';
import { type AppendRun, endRun, type RunPlace, runEndedBefore } from './message-store.ts';
import type { SendResult, SendRun } from './messages.ts';

export interface PlaceInRun extends RunPlace {
  /** The send is stored by `appending`: what the run's later ones answer waits for it. */
  follow(appending: Promise<unknown>): void;
  /** Refuses the send without asking the store; resolves after those before it have been answered. */
  refuse(send: wire.Send, error: WireError): Promise<SendResult>;
  /** The answer for a send behind a refused one. */
  ended(): SendResult;
  /** Tells the gateway's run what has ended it. */
  note(): void;
}

interface Run extends AppendRun {
  next: number;
  last: Promise<unknown>;
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
    return createPlace(run, sendRun);
  };
}

function createPlace(run: Run, sendRun: SendRun): PlaceInRun {
  const index = run.next++;
  const place: PlaceInRun = {
    run,
    index,
    follow(appending) {
      run.last = appending;
    },
    async refuse(send, error) {
      endRun(place, toHex(send.id) as MessageId);
      await run.last.catch(() => {}); // its own caller hears of it
      place.note();
      return runEndedBefore(place) ? place.ended() : { kind: 'refused', error };
    },
    ended: () => ({ kind: 'refused', error: wireError('retry_from'), ...(run.ended && { retryFrom: run.ended.by }) }),
    note() {
      if (run.ended) sendRun.endedBy = run.ended.by;
    },
  };
  return place;
}
