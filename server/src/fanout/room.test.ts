import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Kept } from './lanes.ts';
import { createRoom } from './room.ts';

const limits = { records: 40, bytes: 1_000_000, share: 8, back: 1_000 };
const kept = (key: string, position: number): Kept => ({
  position,
  at: 0,
  record: { key, value: Uint8Array.of(1) },
});

test('a group that holds its share keeps no other of its partition from being read', () => {
  const room = createRoom(limits);
  const hot = Array.from({ length: 500 }, (_, i) => kept('hot', i));
  assert.equal(room.admit(hot).length, 8);
  assert.ok(room.has());
  assert.deepEqual(room.admit([kept('cold', 500)]), [kept('cold', 500)]);
  assert.equal(room.again(), undefined);
});

test('so much may stand back, and not more', () => {
  const room = createRoom({ ...limits, back: 100 });
  room.admit(Array.from({ length: 107 }, (_, i) => kept('hot', i)));
  assert.ok(room.has());
  room.admit([kept('hot', 107)]);
  assert.ok(!room.has());
});

test('what stands back and was deleted meanwhile is given up', () => {
  const room = createRoom(limits);
  const all = Array.from({ length: 12 }, (_, i) => kept('hot', i));
  room.release(room.admit(all));
  assert.equal(room.again(), 8);
  assert.deepEqual(room.admitAgain([all[11]!], 8, 12), { records: [], gone: [8, 9, 10, 11] });
  assert.equal(room.again(), undefined);
});

test('D3 D4 each group gets all of its records, once and in order, whatever stands back', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(4), { maxLength: 400 }), fc.array(fc.nat(3), { minLength: 400 }), (groups, acts) => {
      const log = groups.map((group, position) => kept(`group ${group}`, position));
      const room = createRoom(limits);
      const taken = new Map<string, number[]>();
      const open: Kept[] = [];
      let position = 0;
      const take = (records: readonly Kept[]): void => {
        for (const one of records) taken.set(one.record.key, [...(taken.get(one.record.key) ?? []), one.position]);
        open.push(...records);
      };
      const readOn = (): void => {
        if (!room.has()) return;
        take(room.admit(log.slice(position, position + 30)));
        position += 30;
      };
      const readAgain = (): void => {
        const from = room.again();
        if (from === undefined) return;
        const { records, gone } = room.admitAgain(log.slice(from, Math.min(position, from + 30)), from, from + 30);
        assert.deepEqual(gone, []);
        take(records);
      };
      for (const act of acts) [readOn, readAgain, () => room.release(open.splice(0, 5)), () => {}][act]!();
      for (let i = 0; i < 2_000; i++)
        for (const act of [() => room.release(open.splice(0, 9)), readOn, readAgain]) act();
      for (const [key, places] of Map.groupBy(log, ({ record }) => record.key)) {
        assert.deepEqual(
          taken.get(key),
          places.map(({ position: place }) => place),
        );
      }
    }),
    { numRuns: 100 },
  );
});
