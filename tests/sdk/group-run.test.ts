// People of the SDK around the real server do whatever people do around groups, at random; when it has come to rest, all of
// them must agree with the server and with each other. PARLEY_GROUP_STEPS makes it long, PARLEY_SEED plays one again. A failure
// tells the seed and as few of the steps as still fail.
import { test } from 'node:test';
import { run } from './group-run/run.ts';
import { stepsAroundGroups } from './group-run/steps.ts';
import { endInAgreement, seedOfRun } from './random-run/end-in-agreement.ts';

const count = Number(process.env.PARLEY_GROUP_STEPS ?? 120);
const cast = { people: count > 500 ? 30 : 8, groups: count > 500 ? 4 : 2, steps: count };
const seed = seedOfRun();

test(`D1 D2 D3 D4 D8 F13 F21 F22 ${count} steps of people around groups end in agreement (seed ${seed})`, {
  timeout: 600_000,
}, async t => {
  await endInAgreement(t, seed, stepsAroundGroups(seed, cast), steps => run(cast, steps, t.signal));
});
