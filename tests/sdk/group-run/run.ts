// Plays steps to their end and tells what does not hold.
import { answerInThread, inThread, lastComplaints } from '../random-run/in-thread.ts';
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
  return inThread<Task>(import.meta.url, { cast, steps }, signal);
}

await answerInThread<Task>(async ({ cast, steps }, t) => {
  const played = await playSteps(t, cast, steps);
  const signal = AbortSignal.timeout(REST_MS);
  await comeToRest(played, signal).catch(async error => {
    played.surprises.push(`no rest: ${error}`, ...(await unrest(played)));
  });
  return lastComplaints(() => complaints(played));
});

/** Who is not there, or still has something to send. */
async function unrest({ lives }: Play): Promise<string[]> {
  const present = lives.filter(({ over }) => !over).map(({ person }) => person);
  const told = present.map(async ({ client, store }) => {
    const kinds = (await store.list('outbox')).map(({ payload }) => payload.kind);
    return `${client.name}: ${client.connection.state}, queued: ${kinds.join(' ') || 'nothing'}`;
  });
  return (await Promise.all(told)).filter(line => !line.endsWith('online, queued: nothing'));
}
