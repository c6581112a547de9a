// Where a device keeps everything: profile, keys, ratchets, messages, outbox. A port of reads and one atomic write, so
// that SQLite, IndexedDB and memory can all be behind it. What is written together and when is decided in work.ts.
import type { Collection, Rows } from './schema.ts';

export interface Store {
  get<C extends Collection>(collection: C, key: string): Promise<Rows[C] | undefined>;
  /** Those of the rows that are there, in no order: for one price what many calls of `get` would cost many times. */
  getMany<C extends Collection>(collection: C, keys: readonly string[]): Promise<Rows[C][]>;
  /** Rows in the range, in order. */
  list<C extends Collection>(collection: C, range?: Range): Promise<Rows[C][]>;
  /**
   * All of the writes or none, durable when it resolves (D4). Later writes of the same row win. Calls take effect in call
   * order. Rejects when the disk refuses; nothing of the call is then stored.
   */
  commit(writes: readonly Write[]): Promise<void>;
  /** Gives the store up to others. Idempotent. */
  close(): Promise<void>;
}

/** Of keys, or of the places in an index; ties in an index go by key. */
export interface Range {
  readonly index?: string;
  /** Inclusive. */
  readonly from?: string;
  /** Exclusive. */
  readonly before?: string;
  /** From the last one backwards. */
  readonly reverse?: boolean;
  readonly limit?: number;
}

/** A new row under a key, or with `undefined` no row. */
export type Write = {
  [C in Collection]: { readonly collection: C; readonly key: string; readonly row: Rows[C] | undefined };
}[Collection];

/** Everything that begins with `prefix`. */
export function startingWith(prefix: string): Pick<Range, 'from' | 'before'> {
  return { from: prefix, before: `${prefix}\uffff` };
}
