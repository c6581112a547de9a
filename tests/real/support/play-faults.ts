// One fault after the other on a cluster under load, each history checked and each time of recovery told.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { isRight, type NemesisOptions, startNemesis } from '../../../dev/nemesis/nemesis.ts';

/** `PARLEY_SEED` plays a run again. */
export async function playFaults(t: TestContext, options: NemesisOptions): Promise<void> {
  const seed = Number(process.env.PARLEY_SEED ?? Math.floor(Math.random() * 1e6));
  const nemesis = await startNemesis(options);
  t.after(() => nemesis.stop());
  for (const fault of options.faults) {
    const run = await nemesis.run(fault, seed);
    t.diagnostic(JSON.stringify(run));
    assert.ok(run.acked > 0);
    assert.ok(isRight(run), JSON.stringify(run, undefined, 2));
  }
}
