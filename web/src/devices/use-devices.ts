import type { OwnDevice } from '@parley/client';
import { useCallback, useEffect, useState } from 'react';
import { engine } from '../engine/engine.ts';

export interface Devices {
  /** Undefined: not known yet. */
  readonly devices: readonly OwnDevice[] | undefined;
  /** Only this device's person can link, name and unlink. */
  readonly mayChange: boolean;
  readonly look: () => Promise<void>;
}

export function useDevices(): Devices {
  const [devices, setDevices] = useState<readonly OwnDevice[]>();
  const [mayChange, setMayChange] = useState(false);
  const look = useCallback(async (): Promise<void> => {
    const [found, holds] = await Promise.all([engine.devices(), engine.holdsAccountKey()]);
    setDevices(found);
    setMayChange(holds);
  }, []);
  useEffect(() => void look().catch(() => undefined), [look]);
  return { devices, mayChange, look };
}
