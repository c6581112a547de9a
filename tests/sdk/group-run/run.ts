// Plays steps to their end and tells what does not hold.
import { answerInThread, inThread, lastComplaints } from '../random-run/in-thread.ts';
import { unrest } from '../random-run/unrest.ts';
import { complaints } from './check.ts';
import { comeToRest, playSteps } from './play.ts';
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
    const present = played.lives.filter(({ over }) => !over).map(({ person }) => person);
    played.surprises.push(`no rest: ${error}`, ...(await unrest(present)));
  });
  return lastComplaints(() => complaints(played));
});
