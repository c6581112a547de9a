// Notices a reader that does not go on: there are records, there is room for them, and none is read.
export interface StallWatch {
  /** Called every few seconds. True: this has lasted too long. */
  isStalled(partition: number, state: ReaderState): boolean;
}

export interface ReaderState {
  /** The next offset to be read. */
  readonly position: number;
  /** The first offset that does not exist yet. */
  readonly end: number;
  readonly hasRoom: boolean;
}

export function createStallWatch(patienceMs: number, monotonic: () => number): StallWatch {
  const since = new Map<number, { position: number; at: number }>();
  return {
    isStalled(partition, { position, end, hasRoom }) {
      const before = since.get(partition);
      if (position >= end || !hasRoom) since.delete(partition);
      else if (before?.position !== position) since.set(partition, { position, at: monotonic() });
      else return monotonic() - before.at >= patienceMs;
      return false;
    },
  };
}
