// Stands in for node:test where a suite runs in a browser: the tests run one after the other, and the page is told how.
export interface Outcome {
  readonly title: string;
  /** What was thrown; undefined: it passed. */
  readonly error?: string;
}

const tests: { readonly title: string; readonly run: () => unknown }[] = [];

export function describe(_title: string, define: () => void): void {
  define();
}

export function test(title: string, run: () => unknown): void {
  tests.push({ title, run });
}

export async function runAll(): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { title, run } of tests) {
    try {
      await run();
      outcomes.push({ title });
    } catch (error) {
      outcomes.push({ title, error: (error as Error).stack ?? String(error) });
    }
  }
  return outcomes;
}
