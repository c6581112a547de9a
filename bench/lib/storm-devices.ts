// A process of devices that make their connection again whenever it ends.
import { startCrowd } from '../../dev/raw-crowd.ts';
import { type SentCredentials, unpack } from './sent-credentials.ts';

export interface StormRequest {
  readonly port: number;
  readonly credentials: readonly SentCredentials[];
}

/** Told all the time. */
export interface StormState {
  readonly live: number;
  /** Why connections and attempts ended so far. */
  readonly ends: Readonly<Record<string, number>>;
}

const TELL_MS = 50;

process.once('message', ({ port, credentials }: StormRequest) => {
  const crowd = startCrowd({ port, devices: unpack(credentials) });
  setInterval(() => {
    process.send!({ live: crowd.live(), ends: crowd.ends() } satisfies StormState);
  }, TELL_MS);
});
