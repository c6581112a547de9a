// Stands in for node:assert/strict where a suite runs in a browser: what our contract suites use of it.
function fail(message: string): never {
  throw new Error(message);
}

/** Bytes, arrays and plain data as text that differs when they do. */
function shown(value: unknown): string {
  if (value instanceof Uint8Array) return `bytes ${[...value]}`;
  if (Array.isArray(value)) return `[${value.map(shown)}]`;
  if (typeof value !== 'object' || value === null) return `${typeof value} ${String(value)}`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, each]) => `${key}: ${shown(each)}`)}}`;
}

function equal(actual: unknown, expected: unknown): void {
  if (!Object.is(actual, expected)) fail(`${shown(actual)} is not ${shown(expected)}`);
}

function deepEqual(actual: unknown, expected: unknown): void {
  if (shown(actual) !== shown(expected)) fail(`${shown(actual)} is not ${shown(expected)}`);
}

async function rejects(promise: Promise<unknown>, kind?: { readonly name: string }): Promise<void> {
  const error = await promise.then(
    () => fail('it did not reject'),
    reason => reason as Error,
  );
  if (kind && error.name !== kind.name) fail(`it rejected with ${error.name}`);
}

const assert = { deepEqual, equal, rejects };

// biome-ignore lint/style/noDefaultExport: it stands in for a module that has one
export { assert as default };
