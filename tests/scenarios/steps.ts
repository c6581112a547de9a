// Every line a scenario can have. {name} stands for a person, or for `Alice's laptop`, {names} for "Alice, Bob and Carol", {text} for the rest of the
// line, {n} for a number; a step that ends with a colon takes the lines below it.

import type { Line } from './parse-scenario.ts';
import type { Stage } from './stage.ts';
import { chatSteps } from './steps-chat.ts';
import { liveSteps } from './steps-live.ts';
import { networkSteps } from './steps-network.ts';

export interface Step {
  readonly says: string;
  readonly play: (stage: Stage, given: readonly string[], below: readonly string[]) => Promise<void>;
}

const holes: Readonly<Record<string, string>> = {
  name: "([A-Z][a-z]+(?:'s laptop)?)",
  names: '([A-Z][a-z]+(?:(?:, | and )[A-Z][a-z]+)*)',
  word: '(him|her)',
  text: '(.+)',
  n: '(\\d+)',
  mark: '(🕓|✓|✓✓|blue ✓✓|!)',
  code: '([a-z_]+)',
  phone: '(\\+\\d+)',
  setting: '(PARLEY_[A-Z_]+)',
};

const patterns = [...networkSteps, ...chatSteps, ...liveSteps].map(step => ({ step, pattern: patternOf(step.says) }));

function patternOf(says: string): RegExp {
  const source = says.replaceAll(/\{(\w+)\}|[.*+?^$()|[\]\\]/g, (found, hole) => (hole ? holes[hole]! : `\\${found}`));
  return new RegExp(`^${source}$`, 'u');
}

/** The step that a line says, ready to be played. Throws when there is none, or more than one. */
export function stepOf({ text, below }: Line): (stage: Stage) => Promise<void> {
  const matching = patterns.flatMap(({ step, pattern }) => {
    const match = pattern.exec(text);
    return match ? [{ step, given: match.slice(1) }] : [];
  });
  const [found, other] = matching;
  if (!found) {
    throw new Error(`no step says that. The steps:\n${patterns.map(({ step }) => `  ${step.says}`).join('\n')}`);
  }
  if (other) throw new Error(`this can mean "${found.step.says}" and "${other.step.says}"`);
  return stage => found.step.play(stage, found.given, below);
}
