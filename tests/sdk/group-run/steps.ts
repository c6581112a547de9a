// What people around groups do, as plain data: a seed gives the steps, and any part of them can be played by itself.

export const kinds = {
  send: 80,
  add: 12,
  join: 9,
  leave: 3,
  remove: 4,
  promote: 4,
  offline: 6,
  online: 9,
  restart: 4,
  register_anew: 2,
  restart_server: 1,
} as const;

export type StepKind = keyof typeof kinds;

export interface Step {
  readonly kind: StepKind;
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

export function makeSteps(seed: number, { people, groups, steps }: Cast): Step[] {
  const random = randomFrom(seed);
  const below = (count: number): number => Math.floor(random() * count);
  const bag = Object.entries(kinds).flatMap(([kind, weight]) => Array<StepKind>(weight).fill(kind as StepKind));
  return Array.from({ length: steps }, () => ({
    kind: bag[below(bag.length)]!,
    who: below(people),
    whom: below(people),
    group: below(groups),
    pause: below(3) === 0 ? below(40) : 0,
  }));
}

/** Mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** As few of the steps as still fail: parts are left out, ever smaller ones, for as long as there is time. */
export async function shrink(
  steps: readonly Step[],
  fails: (steps: readonly Step[]) => Promise<boolean>,
  timeoutMs: number,
): Promise<readonly Step[]> {
  const deadline = performance.now() + timeoutMs;
  let left = steps;
  for (let size = Math.ceil(left.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < left.length && performance.now() < deadline; ) {
      const fewer = left.toSpliced(at, size);
      if (await fails(fewer)) left = fewer;
      else at += size;
    }
  }
  return left;
}
