import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { shrink } from './random-steps.ts';

const SHRINK_MS = 120_000;
const SHOWN = 20;

/** `run` tells what does not hold after the steps. If that is anything, the seed is told, and as few steps as still fail. */
export async function endInAgreement<S>(
  t: TestContext,
  seed: number,
  steps: readonly S[],
  run: (steps: readonly S[]) => Promise<string[]>,
): Promise<void> {
  const found = await run(steps);
  if (found.length === 0) return;
  const first = found.slice(0, SHOWN).join('\n');
  t.diagnostic(`PARLEY_SEED=${seed}: ${found.length} complaints: ${first}`);
  const least = await shrink(steps, async fewer => (await run(fewer)).length > 0, SHRINK_MS);
  const told = least.map(step => JSON.stringify(step)).join('\n');
  assert.fail(`PARLEY_SEED=${seed}\n${first}\nleast steps that fail:\n${told}`);
}

export const seedOfRun = (): number => Number(process.env.PARLEY_SEED ?? Math.floor(Math.random() * 1_000_000));
