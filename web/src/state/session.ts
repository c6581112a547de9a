// Who this device is and how it stands: the engine's snapshot, where components can read it.
import type { EngineSnapshot } from '@parley/client/browser';
import { create } from 'zustand';
import { engine } from '../engine/engine.ts';

export const useSession = create<EngineSnapshot>(() => engine.snapshot);

// Replaced as a whole: what is absent from the new one is gone.
engine.on('snapshot', snapshot => useSession.setState(snapshot, true));
