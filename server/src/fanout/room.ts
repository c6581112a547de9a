// What may be held of one partition, and of each group in it. A group that writes faster than its inboxes take must not keep
// the others of its partition waiting behind it: beyond its share only the places of its records are remembered, and they are
// read again when it has got on.
import type { Kept } from './lanes.ts';

export interface Room<K extends Kept> {
  /** Whether more is to be read. */
  has(): boolean;
  /** Those of what was read that are held from now on; the rest stands back. */
  admit(records: readonly K[]): K[];
  /** They are dealt with. */
  release(records: readonly K[]): void;
  /** From where to read again for those that stand back; undefined: none is due. */
  again(): number | undefined;
  /** As `admit`, of what was read again from `from` up to `next`; `gone`: what stood back there and is there no more. */
  admitAgain(records: readonly K[], from: number, next: number): { records: K[]; gone: number[] };
}

export interface RoomLimits {
  readonly records: number;
  readonly bytes: number;
  /** Records of one group. */
  readonly share: number;
  /** Records that stand back. */
  readonly back: number;
}

const standard: RoomLimits = { records: 4_096, bytes: 4 * 1024 * 1024, share: 512, back: 100_000 };
/** Of its share, from which on a group's records are read again. */
const LOW = 0.25;

export function createRoom<K extends Kept>(limits: RoomLimits = standard): Room<K> {
  const held = new Map<string, number>();
  /** Ascending, from the first that stands back: nothing of the group is held behind it. */
  const back = new Map<string, number[]>();
  let records = 0;
  let bytes = 0;
  let standing = 0;

  const heldOf = (key: string): number => held.get(key) ?? 0;

  function hold({ record: { key, value } }: K): void {
    held.set(key, heldOf(key) + 1);
    records++;
    bytes += value.length;
  }

  function standBack({ record: { key }, position }: K): void {
    const places = back.get(key) ?? [];
    places.push(position);
    back.set(key, places);
    standing++;
  }

  function comeForward(key: string): void {
    const places = back.get(key)!;
    places.shift();
    standing--;
    if (places.length === 0) back.delete(key);
  }

  /** First places at which nothing was found, of groups that have room for them. */
  function gonePlaces(from: number, next: number): number[] {
    const gone: number[] = [];
    for (const [key, places] of back) {
      while (heldOf(key) < limits.share && places[0] !== undefined && places[0] >= from && places[0] < next) {
        gone.push(places[0]);
        comeForward(key);
      }
    }
    return gone;
  }

  return {
    has: () => records < limits.records && bytes < limits.bytes && standing < limits.back,
    admit(read) {
      return read.filter(one => {
        const isFull = back.has(one.record.key) || heldOf(one.record.key) >= limits.share;
        if (isFull) standBack(one);
        else hold(one);
        return !isFull;
      });
    },
    release(done) {
      for (const { record } of done) {
        const left = heldOf(record.key) - 1;
        if (left > 0) held.set(record.key, left);
        else held.delete(record.key);
        records--;
        bytes -= record.value.length;
      }
    },
    again() {
      let first: number | undefined;
      for (const [key, [place]] of back) {
        if (heldOf(key) <= limits.share * LOW && (first === undefined || place! < first)) first = place;
      }
      return first;
    },
    admitAgain(read, from, next) {
      const admitted = read.filter(one => {
        const { key } = one.record;
        if (back.get(key)?.[0] !== one.position || heldOf(key) >= limits.share) return false;
        comeForward(key);
        hold(one);
        return true;
      });
      return { records: admitted, gone: gonePlaces(from, next) };
    },
  };
}
