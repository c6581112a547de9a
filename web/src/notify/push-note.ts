// What the server's pushes to browsers carry, decrypted by the browser. It comes from the network: anything may be in it.
export interface PushNote {
  /** Messages that wait. */
  readonly count?: number;
  /** The name of a person's try. */
  readonly test?: string;
}

export function pushNoteOf(text: string | undefined): PushNote {
  let note: unknown;
  try {
    note = JSON.parse(text ?? '');
  } catch {}
  const { count, test } = (note ?? {}) as Record<string, unknown>;
  return {
    ...(typeof count === 'number' && count > 0 ? { count: Math.floor(count) } : {}),
    ...(typeof test === 'string' && /^[\da-f]{32}$/.test(test) ? { test } : {}),
  };
}

/** To the page: a push of a test is here, and shown. */
export interface PushArrived {
  readonly pushTest: string;
}

export const PUSH_TAG = 'parley-push';
