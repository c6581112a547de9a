// People of the SDK around the real server do whatever people do around groups, at random; when it has come to rest, all of
// them must agree with the server and with each other. PARLEY_GROUP_STEPS makes it long, PARLEY_SEED plays one again. A failure
// tells the seed and as few of the steps as still fail.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { complaints } from './group-run/check.ts';
import { comeToRest, type Play, playSteps } from './group-run/play.ts';
import { makeSteps, type Step, shrink } from './group-run/steps.ts';
import { until } from './real-world.ts';

const count = Number(process.env.PARLEY_GROUP_STEPS ?? 120);
const cast = { people: count > 500 ? 30 : 8, groups: count > 500 ? 4 : 2, steps: count };
const seed = Number(process.env.PARLEY_SEED ?? Math.floor(Math.random() * 1_000_000));
/** On a machine that has other work too. */
const REST_MS = 90_000;
const SHRINK_MS = 120_000;

/** Who is not there, or still has something to send. */
async function unrest({ lives }: Play): Promise<string[]> {
  const present = lives.filter(({ over }) => !over).map(({ person }) => person);
  const told = present.map(async ({ client, store }) => {
    const kinds = (await store.list('outbox')).map(({ payload }) => payload.kind);
    return `${client.name}: ${client.connection.state}, queued: ${kinds.join(' ') || 'nothing'}`;
  });
  return (await Promise.all(told)).filter(line => !line.endsWith('online, queued: nothing'));
}

/** Empty: everything holds. */
async function run(steps: readonly Step[]): Promise<string[]> {
  const endings: (() => unknown)[] = [];
  try {
    const play = await playSteps({ after: end => void endings.push(end as () => unknown) }, cast, steps);
    const signal = AbortSignal.timeout(REST_MS);
    await comeToRest(play, signal).catch(async error => {
      play.surprises.push(`no rest: ${error}`, ...(await unrest(play)));
    });
    let found = await complaints(play);
    const hold = async () => {
      found = await complaints(play);
      return found.length === 0;
    };
    await until(hold, REST_MS).catch(() => {}); // what still does not hold is told
    return found;
  } finally {
    for (const end of endings) await end();
  }
}

test(`D1 D2 D3 D4 D8 F13 F21 F22 ${count} steps of people around groups end in agreement (seed ${seed})`, {
  timeout: 600_000,
}, async t => {
  const steps = makeSteps(seed, cast);
  const found = await run(steps);
  if (found.length === 0) return;
  t.diagnostic(`PARLEY_SEED=${seed}: ${found.length} complaints: ${found.slice(0, 20).join('\n')}`);
  const least = await shrink(steps, async fewer => (await run(fewer)).length > 0, SHRINK_MS);
  const told = least.map(step => JSON.stringify(step)).join('\n');
  assert.fail(`PARLEY_SEED=${seed}\n${found.slice(0, 20).join('\n')}\nleast steps that fail:\n${told}`);
});
