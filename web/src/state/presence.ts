// Who of the people in view is online or was last, as the engine tells it.
import type { Presence } from '@parley/client';
import { create } from 'zustand';
import { engine } from '../engine/engine.ts';

interface State {
  /** Only those of whom something is known. Replaced, never changed. */
  readonly people: ReadonlyMap<string, Presence>;
}

const usePresences = create<State>(() => ({ people: new Map() }));

engine.on('presence', presence => {
  usePresences.setState(({ people }) => {
    const changed = new Map(people);
    if (presence.online || presence.lastSeen) changed.set(presence.account, presence);
    else changed.delete(presence.account);
    return { people: changed };
  });
});

// The engine that would have told of the end is gone.
engine.on('refresh', () => usePresences.setState({ people: new Map() }));

/** Undefined: nothing is known. */
export function usePresence(account: string): Presence | undefined {
  return usePresences(({ people }) => people.get(account));
}
