// Run as a process of its own and killed in mid-work by `crash-sqlite.test.ts`. Says on stdout, a pipe and therefore at once,
// what was acknowledged.
import { systemClock } from '../lib/clock.ts';
import { alicesPhone, bobsPhone, introduce, testLimits, toBob } from './message-store.testing.ts';
import { openSqliteMessageStore } from './message-store-sqlite.ts';

const [path, first] = process.argv.slice(2);
const STREAMS = 20;

const walMarks = { checkpointPages: 100, holdPages: 400 };
// However late it is killed.
const limits = testLimits({ maxInboxRows: 100_000_000, maxInboxBytes: Number.MAX_SAFE_INTEGER });
const store = await openSqliteMessageStore({ path: path!, clock: systemClock, limits, walMarks });
await introduce(store);
const { inboxEpoch } = (await store.stat(bobsPhone))!;
let next = Number(first);

/** Messages one after the other; now and then Bob's phone acks, and Alice's its receipts. */
async function write(): Promise<never> {
  for (;;) {
    const n = next++;
    const result = await store.append(toBob(n));
    if (result.kind !== 'stored') throw new Error(`${n}: ${result.kind}`);
    process.stdout.write(`stored ${n}\n`);
    if (n % 50 !== 0) continue;
    const { seq } = result.rows[0]!;
    const { removed } = await store.ack(bobsPhone, { inboxEpoch, seq });
    process.stdout.write(`acked ${seq} ${removed}\n`);
    await store.read(alicesPhone, 0, 10);
  }
}

await Promise.all(Array.from({ length: STREAMS }, write));
