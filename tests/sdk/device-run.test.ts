// People with several devices do at random what people do; when it has come to rest, the devices of each agree with one another,
// nobody was shown a tick going back, and a device that has ended knows nothing that was written since. PARLEY_TEST_DEVICE_STEPS
// makes it long, PARLEY_SEED plays one again. A failure tells the seed and as few of the steps as still fail.
import { test } from 'node:test';
import { run } from './device-run/run.ts';
import { stepsOfDevices } from './device-run/steps.ts';
import { endInAgreement, seedOfRun } from './random-run/end-in-agreement.ts';

const count = Number(process.env.PARLEY_TEST_DEVICE_STEPS ?? 80);
const cast = { people: count > 500 ? 6 : 3, steps: count };
const seed = seedOfRun();

test(`D2 D4 D5 D7 F31 ${count} steps of people with several devices end in agreement (seed ${seed})`, {
  timeout: 600_000,
}, async t => {
  await endInAgreement(t, seed, stepsOfDevices(seed, cast), steps => run(cast, steps, t.signal));
});
