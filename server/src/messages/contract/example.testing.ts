import type { Limits } from '@parley/protocol';
import type { TestClock } from '../message-store.testing.ts';
import type { MessageStore } from '../message-store.ts';

export interface Case {
  store: MessageStore;
  readonly clock: TestClock;
  /** Closes the store and opens it again. */
  restart(): Promise<void>;
  /** Restarts, and answers what puts the store back to what it was then. */
  copy(): Promise<() => Promise<void>>;
}

/** One test of the suite: on a store of its own, where Alice has a phone, and Bob a phone and a tablet. */
export type Example = (title: string, run: (it: Case) => Promise<void>, changes?: Partial<Limits>) => void;
