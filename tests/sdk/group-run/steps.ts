// What people around groups do.
import { makeSteps } from '../random-run/random-steps.ts';

const kinds = {
  send: 80,
  add: 12,
  join: 9,
  leave: 3,
  remove: 4,
  promote: 4,
  offline: 6,
  online: 9,
  restart: 4,
  link: 3,
  unlink: 2,
  register_anew: 2,
  restart_server: 1,
} as const;

export interface Step {
  readonly kind: keyof typeof kinds;
  readonly who: number;
  readonly whom: number;
  readonly group: number;
  /** Turns that everything else is given before the next step. */
  readonly pause: number;
}

export interface Cast {
  readonly people: number;
  readonly groups: number;
  readonly steps: number;
}

export function stepsAroundGroups(seed: number, { people, groups, steps }: Cast): Step[] {
  return makeSteps(seed, steps, kinds, (kind, below) => ({
    kind,
    who: below(people),
    whom: below(people),
    group: below(groups),
    pause: below(3) === 0 ? below(40) : 0,
  }));
}
