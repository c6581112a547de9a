// Steps as plain data: a seed gives them, and any part of them can be played by itself.

/** `make` has numbers below `count`, and one of the kinds by their weights, from the seed alone. */
export function makeSteps<S, K extends string>(
  seed: number,
  count: number,
  weights: Readonly<Record<K, number>>,
  make: (kind: K, below: (count: number) => number) => S,
): S[] {
  const random = randomFrom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const bag = Object.entries<number>(weights).flatMap(([kind, weight]) => Array<K>(weight).fill(kind as K));
  return Array.from({ length: count }, () => make(bag[below(bag.length)]!, below));
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
export async function shrink<S>(
  steps: readonly S[],
  fails: (steps: readonly S[]) => Promise<boolean>,
  timeoutMs: number,
): Promise<readonly S[]> {
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
