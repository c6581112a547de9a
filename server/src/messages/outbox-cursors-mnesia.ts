// Positions in the outbox of groups. Every shard of the mailbox numbers its own records; a reader wants one ascending number
// for all. So numbers are given out here, as records are read: a number stands for all that had been read up to then.
// They last as long as the process, like the reader that goes by them.

export interface OutboxCursors {
  /** The number of a shard's record: the same one whenever it is read. */
  numberOf(shard: number, position: number): number;
  /** Up to which of its own positions each shard has been read at a number. */
  readAt(number: number): ReadonlyMap<number, number>;
  /** Forgets the numbers up to this one; `readAt` still knows what they stood for. */
  forget(upTo: number): void;
}

interface Given {
  readonly number: number;
  readonly shard: number;
  readonly position: number;
}

export function createOutboxCursors(): OutboxCursors {
  const numbers = new Map<string, number>();
  const base = new Map<number, number>();
  let given: Given[] = [];
  let last = 0;

  function raise(cursors: Map<number, number>, { shard, position }: Given): void {
    cursors.set(shard, Math.max(cursors.get(shard) ?? 0, position));
  }

  return {
    numberOf(shard, position) {
      const key = `${shard}.${position}`;
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, ++last);
      given.push({ number: last, shard, position });
      return last;
    },
    readAt(number) {
      const cursors = new Map(number === 0 ? [] : base);
      for (const one of given) if (one.number <= number) raise(cursors, one);
      return cursors;
    },
    forget(upTo) {
      for (const one of given) {
        if (one.number > upTo) continue;
        raise(base, one);
        numbers.delete(`${one.shard}.${one.position}`);
      }
      given = given.filter(({ number }) => number > upTo);
    },
  };
}
