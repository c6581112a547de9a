// Who this browser is, kept apart from keys and messages: when those are gone and the marker is not, the browser has removed
// them (F29).
import type { EngineProfile, EngineSnapshot } from './engine.ts';

export type Marker = NonNullable<EngineSnapshot['was']>;

export interface MarkerPlace {
  read(): Marker | undefined;
  write(profile: EngineProfile): void;
  remove(): void;
}

/** Where nothing may be kept, nothing is: the browser then can't be recognised. */
export function localStorageMarker(profile: string): MarkerPlace {
  const key = `parley/${profile}/device`;
  return {
    read: () => attempt(() => parse(localStorage.getItem(key))),
    write({ account, phone, device }) {
      const text = JSON.stringify({ account, phone, device });
      attempt(() => {
        if (localStorage.getItem(key) !== text) localStorage.setItem(key, text);
      });
    },
    remove: () => void attempt(() => localStorage.removeItem(key)),
  };
}

function parse(text: string | null): Marker | undefined {
  const { account, phone, device } = JSON.parse(text ?? '{}') as Partial<Marker>;
  if (typeof account !== 'string' || typeof phone !== 'string' || typeof device !== 'number') return undefined;
  return { account, phone, device };
}

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}
