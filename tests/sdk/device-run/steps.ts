// What people with several devices do.
import { makeSteps } from '../random-run/random-steps.ts';

const kinds = {
  send: 50,
  edit: 8,
  delete_for_all: 5,
  react: 12,
  read: 14,
  star: 5,
  pin: 4,
  delete_here: 4,
  delete_chat: 1,
  arrange: 5,
  link: 7,
  unlink: 4,
  offline: 8,
  online: 12,
  restart: 5,
  register_anew: 1,
  recover: 1,
  restart_server: 1,
} as const;

export interface Step {
  readonly kind: keyof typeof kinds;
  readonly who: number;
  readonly whom: number;
  /** Which of the devices there are, counted on past the last. */
  readonly device: number;
  /** Which of the messages there are, and which way something is set, alike. */
  readonly pick: number;
  /** Turns that everything else is given before the next step. */
  readonly pause: number;
}

export interface Cast {
  readonly people: number;
  readonly steps: number;
}

export function stepsOfDevices(seed: number, { people, steps }: Cast): Step[] {
  return makeSteps(seed, steps, kinds, (kind, below) => ({
    kind,
    who: below(people),
    whom: below(people),
    device: below(12),
    pick: below(1_000),
    pause: below(3) === 0 ? below(40) : 0,
  }));
}
