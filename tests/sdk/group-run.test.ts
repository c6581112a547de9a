// People of the SDK around the real server do whatever people do around groups, at random; when it has come to rest, all of
// them must agree with the server and with each other. PARLEY_GROUP_STEPS makes it long, PARLEY_SEED plays one again. A failure
// tells the seed and as few of the steps as still fail.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from './group-run/run.ts';
import { makeSteps, shrink } from './group-run/steps.ts';

const count = Number(process.env.PARLEY_GROUP_STEPS ?? 120);
const cast = { people: count > 500 ? 30 : 8, groups: count > 500 ? 4 : 2, steps: count };
const seed = Number(process.env.PARLEY_SEED ?? Math.floor(Math.random() * 1_000_000));
const SHRINK_MS = 120_000;

test(`D1 D2 D3 D4 D8 F13 F21 F22 ${count} steps of people around groups end in agreement (seed ${seed})`, {
  timeout: 600_000,
}, async t => {
  const steps = makeSteps(seed, cast);
  const found = await run(cast, steps, t.signal);
  if (found.length === 0) return;
  t.diagnostic(`PARLEY_SEED=${seed}: ${found.length} complaints: ${found.slice(0, 20).join('\n')}`);
  const least = await shrink(steps, async fewer => (await run(cast, fewer, t.signal)).length > 0, SHRINK_MS);
  const told = least.map(step => JSON.stringify(step)).join('\n');
  assert.fail(`PARLEY_SEED=${seed}\n${found.slice(0, 20).join('\n')}\nleast steps that fail:\n${told}`);
});
