// What every backend of `GroupLog` does.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GroupLog, LogRecord } from './group-log.ts';

/** Opens the log at one place, where it finds what it has held. */
export type LogPlace = () => Promise<GroupLog>;

const record = (key: string, n: number): LogRecord => ({ key, value: Uint8Array.of(n) });
const numbersOf = (records: readonly LogRecord[]): number[] => records.map(({ value }) => value[0]!);

/** Takes what comes; `until` resolves when it has so many. */
function createTaker(before: (records: readonly LogRecord[]) => Promise<void> = async () => {}) {
  const taken: string[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  return {
    taken,
    of: (key: string): number[] => taken.filter(one => one.startsWith(key)).map(one => Number(one.slice(key.length))),
    async handler(records: readonly LogRecord[]): Promise<void> {
      await before(records);
      taken.push(...records.map(({ key, value }) => `${key}${value[0]}`));
      for (const { count, resolve } of waiting) if (taken.length >= count) resolve();
    },
    until: (count: number): Promise<void> =>
      new Promise(resolve => {
        waiting.push({ count, resolve });
        if (taken.length >= count) resolve();
      }),
  };
}

export function groupLogContract(name: string, createPlace: () => LogPlace): void {
  const example = (title: string, run: (open: LogPlace) => Promise<void>): void => {
    test(`${name}: ${title}`, () => run(createPlace()));
  };

  example('hands over what is there and what comes, in order for each key', async open => {
    const log = await open();
    await log.append([record('a', 1), record('b', 1), record('a', 2)]);
    assert.equal(log.stats().waiting, 3);
    const taker = createTaker();
    const consumer = log.consume(taker.handler);
    await Promise.all([log.append([record('a', 3)]), log.append([record('b', 2), record('a', 4)])]);
    await taker.until(6);
    assert.deepEqual(
      [taker.of('a'), taker.of('b')],
      [
        [1, 2, 3, 4],
        [1, 2],
      ],
    );
    await consumer.stop();
    assert.equal(log.stats().waiting, 0);
    await log.close();
  });

  example(
    'D1 D9 what nobody has dealt with is there after a restart, once and in order; what was dealt with is not',
    async open => {
      const first = await open();
      const taker = createTaker();
      const consumer = first.consume(taker.handler);
      await first.append([1, 2, 3].map(n => record('a', n)));
      await taker.until(3);
      await consumer.stop();
      await first.append([4, 5].map(n => record('a', n)));
      await first.close();
      const again = await open();
      assert.equal(again.stats().waiting, 2);
      await again.append([record('a', 6)]);
      const later = createTaker();
      const end = again.consume(later.handler);
      await later.until(3);
      assert.deepEqual(later.of('a'), [4, 5, 6]);
      await end.stop();
      await again.close();
    },
  );

  example('a key that is held up holds up no other', async open => {
    const log = await open();
    const held = Promise.withResolvers<void>();
    const taker = createTaker(records => (records[0]!.key === 'a' ? held.promise : Promise.resolve()));
    const consumer = log.consume(taker.handler);
    await log.append([record('a', 1), record('b', 1)]);
    await log.append([record('a', 2), record('b', 2)]);
    await taker.until(2);
    assert.deepEqual([taker.of('a'), taker.of('b')], [[], [1, 2]]);
    held.resolve();
    await taker.until(4);
    assert.deepEqual(taker.of('a'), [1, 2]);
    await consumer.stop();
    await log.close();
  });

  example('D9 what the handler fails at comes again, before what is behind it', async open => {
    const log = await open();
    const tries: number[][] = [];
    const taker = createTaker(async records => {
      tries.push(numbersOf(records));
      if (tries.length === 1) throw new Error('for the test');
    });
    const consumer = log.consume(taker.handler);
    await log.append([record('a', 1)]);
    await log.append([record('a', 2)]);
    await taker.until(2);
    assert.equal(tries[0]![0], 1);
    assert.deepEqual(taker.of('a'), [1, 2]);
    await consumer.stop();
    await log.close();
  });

  example('a stop waits for the handler that runs, and none starts after it', async open => {
    const log = await open();
    const held = Promise.withResolvers<void>();
    const began = Promise.withResolvers<void>();
    const taker = createTaker(() => {
      began.resolve();
      return held.promise;
    });
    const consumer = log.consume(taker.handler);
    await log.append([record('a', 1)]);
    await began.promise;
    await log.append([record('a', 2)]);
    let stopped = false;
    const stopping = consumer.stop().then(() => {
      stopped = true;
    });
    await new Promise(setImmediate);
    assert.equal(stopped, false);
    held.resolve();
    await stopping;
    assert.deepEqual([taker.of('a'), log.stats().waiting], [[1], 1]);
    await log.close();
  });
}
