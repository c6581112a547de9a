// Keeps what a person is looking at where it is when rows move: a chat that goes to the top shifts those it passes (U6).

/** By how many rows most of the rows in sight have moved down. Those that are gone do not count. */
export function rowsMoved(before: readonly string[], after: readonly string[], first: number, last: number): number {
  const places = new Map(after.map((key, index) => [key, index]));
  const votes = new Map<number, number>();
  for (let i = Math.max(0, first); i <= Math.min(last, before.length - 1); i++) {
    const place = places.get(before[i]!);
    if (place !== undefined) votes.set(place - i, (votes.get(place - i) ?? 0) + 1);
  }
  let best = 0;
  let most = 0;
  for (const [moved, count] of votes) if (count > most) [best, most] = [moved, count];
  return best;
}
