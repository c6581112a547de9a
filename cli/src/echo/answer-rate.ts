// How often one person is answered, so that no loop and no flood keeps the machine busy.

export const BURST = 20;
const MS_PER_ANSWER = 2_000;

/** Asks for one answer to that person; false: not now. */
export function createAnswerRate(now: () => number): (who: string) => boolean {
  /** When all that was taken will be given back. */
  const fullAt = new Map<string, number>();
  return who => {
    const at = now();
    const next = Math.max(fullAt.get(who) ?? 0, at) + MS_PER_ANSWER;
    if (next - at > BURST * MS_PER_ANSWER) return false;
    fullAt.set(who, next);
    return true;
  };
}
