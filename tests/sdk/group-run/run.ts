// Plays steps to their end and tells what does not hold. In a thread of its own: the test runner follows every promise of the
// one it is in, which takes a third of the time.
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { until } from '../real-world.ts';
import { complaints } from './check.ts';
import { comeToRest, type Play, playSteps } from './play.ts';
import type { Cast, Step } from './steps.ts';

interface Task {
  readonly cast: Cast;
  readonly steps: readonly Step[];
}

/** On a machine that has other work too. */
const REST_MS = 90_000;

/** Empty: everything holds. */
export function run(cast: Cast, steps: readonly Step[], signal: AbortSignal): Promise<string[]> {
  const { promise, resolve, reject } = Promise.withResolvers<string[]>();
  const worker = new Worker(new URL(import.meta.url), { workerData: { cast, steps } satisfies Task });
  const stop = () => void worker.terminate();
  signal.addEventListener('abort', stop);
  worker.on('message', resolve);
  worker.on('error', reject);
  worker.on('exit', () => {
    signal.removeEventListener('abort', stop);
    reject(new Error('the run was broken off'));
  });
  return promise;
}

if (!isMainThread) parentPort?.postMessage(await play(workerData));

async function play({ cast, steps }: Task): Promise<string[]> {
  const endings: (() => unknown)[] = [];
  try {
    const played = await playSteps({ after: end => void endings.push(end as () => unknown) }, cast, steps);
    const signal = AbortSignal.timeout(REST_MS);
    await comeToRest(played, signal).catch(async error => {
      played.surprises.push(`no rest: ${error}`, ...(await unrest(played)));
    });
    let found = await complaints(played);
    const hold = async () => {
      found = await complaints(played);
      return found.length === 0;
    };
    await until(hold, REST_MS).catch(() => {}); // what still does not hold is told
    return found;
  } finally {
    for (const end of endings) await end();
  }
}

/** Who is not there, or still has something to send. */
async function unrest({ lives }: Play): Promise<string[]> {
  const present = lives.filter(({ over }) => !over).map(({ person }) => person);
  const told = present.map(async ({ client, store }) => {
    const kinds = (await store.list('outbox')).map(({ payload }) => payload.kind);
    return `${client.name}: ${client.connection.state}, queued: ${kinds.join(' ') || 'nothing'}`;
  });
  return (await Promise.all(told)).filter(line => !line.endsWith('online, queued: nothing'));
}
