export interface Sent {
  /** Whose sends keep their order. */
  readonly by: string;
  /** The how many-th of that writer. */
  readonly number: number;
}

/** D3: what each writer has sent stands in the order in which it was written. */
export function checkSendOrder(shown: readonly Sent[]): string[] {
  const last = new Map<string, number>();
  return shown.flatMap(({ by, number }) => {
    const before = last.get(by) ?? 0;
    last.set(by, number);
    return number > before ? [] : [`${by} ${number} stands behind ${by} ${before}`];
  });
}
