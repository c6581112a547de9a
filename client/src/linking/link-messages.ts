// The three messages of a link, through the server: patiently, because a person is walking between two devices.
import { abortable } from '../abort.ts';
import type { Clock } from '../clock.ts';
import { ParleyError } from '../errors.ts';
import { linkMessage, putLinkMessage } from '../http/devices.ts';
import type { Http } from '../http/http.ts';

/** Numbers of the messages. */
export const OPENING = 1;
export const ANSWER = 2;
export const HANDOVER = 3;

/** A person walks over with the code; the rest is between two machines. */
const openingPollMs = 600;
const pollMs = 150;
const sendTries = 10;
const retryMs = 1_000;

export interface LinkMailbox {
  /** Resolves once the other side has written it; rejects with `link_not_found` when the link is over. */
  read(number: number): Promise<Uint8Array>;
  write(number: number, body: Uint8Array): Promise<void>;
}

export function createLinkMailbox(http: Http, link: string, clock: Clock, signal?: AbortSignal): LinkMailbox {
  async function pause(ms: number): Promise<void> {
    const waiting = Promise.withResolvers<void>();
    const callOff = clock.after(ms, waiting.resolve);
    await abortable(waiting.promise, signal).finally(callOff);
  }

  return {
    async read(number) {
      for (;;) {
        const body = await linkMessage(http, link, number, signal).catch(unlessForGood);
        if (body) return body;
        await pause(number === OPENING ? openingPollMs : pollMs);
      }
    },
    async write(number, body) {
      for (let tries = 1; ; tries++) {
        try {
          return await putLinkMessage(http, link, number, body, signal);
        } catch (error) {
          if (tries === sendTries) throw error;
          unlessForGood(error);
          await pause(retryMs);
        }
      }
    },
  };
}

function unlessForGood(error: unknown): undefined {
  if (error instanceof ParleyError && error.temporary) return undefined;
  throw error;
}
