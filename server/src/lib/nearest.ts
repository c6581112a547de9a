// What was probably meant by a name that is none.

const MAX_DISTANCE = 2;

/** The one of `names` with the fewest letters changed, added or missing, if that is at most two. */
export function nearest<T extends string>(names: readonly T[], given: string): T | undefined {
  const [best] = names
    .map(name => ({ name, far: distance(name, given) }))
    .filter(({ far }) => far <= MAX_DISTANCE)
    .sort((a, b) => a.far - b.far);
  return best?.name;
}

/** Levenshtein's. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}
