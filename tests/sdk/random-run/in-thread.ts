// A run in a thread of its own: the test runner follows every promise of the one it is in, which takes a third of the time.
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

type Ends = { after(end: () => unknown): void };

/** What the file's `answerInThread` makes of the task. */
export function inThread<T>(file: string, task: T, signal: AbortSignal): Promise<string[]> {
  const { promise, resolve, reject } = Promise.withResolvers<string[]>();
  const worker = new Worker(new URL(file), { workerData: task });
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

/** In the thread: plays the task, and ends what it has begun. Elsewhere: nothing. */
export async function answerInThread<T>(play: (task: T, t: Ends) => Promise<string[]>): Promise<void> {
  if (isMainThread) return;
  const endings: (() => unknown)[] = [];
  try {
    parentPort?.postMessage(await play(workerData, { after: end => void endings.push(end) }));
  } finally {
    for (const end of endings) await end();
  }
}

/** Nothing that is on its way takes longer to show, also on a machine that has other work. */
const STILL_MS = 10_000;

/** Asks until nothing is complained of, or the complaints have long stayed the same. */
export async function lastComplaints(complaints: () => Promise<string[]>): Promise<string[]> {
  let [before, since] = ['', performance.now()];
  for (;;) {
    const found = await complaints();
    const now = found.join('\n');
    if (now !== before) [before, since] = [now, performance.now()];
    if (found.length === 0 || performance.now() - since > STILL_MS) return found;
    await new Promise(resolve => setImmediate(resolve));
  }
}
