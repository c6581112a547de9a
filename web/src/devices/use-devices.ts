import type { OwnDevice } from '@parley/client';
import { useCallback, useEffect, useState } from 'react';
import { engine } from '../engine/engine.ts';

export interface Devices {
  /** Undefined: not known yet. */
  readonly devices: readonly OwnDevice[] | undefined;
  /** Only this device's person can link, name and unlink. */
  readonly mayChange: boolean;
  /** The device that offers to make this one the main one. */
  readonly offered: OwnDevice | undefined;
  readonly look: () => Promise<void>;
}

export function useDevices(): Devices {
  const [devices, setDevices] = useState<readonly OwnDevice[]>();
  const [mayChange, setMayChange] = useState(false);
  const [offer, setOffer] = useState<number>();
  const look = useCallback(async (): Promise<void> => {
    const [found, holds, from] = await Promise.all([
      engine.devices(),
      engine.holdsAccountKey(),
      engine.accountKeyOffer(),
    ]);
    setDevices(found);
    setMayChange(holds);
    setOffer(from);
  }, []);
  useEffect(() => {
    const again = (): void => void look().catch(() => undefined);
    again();
    return engine.on('notice', ({ kind }) => kind === 'account_key_offered' && again());
  }, [look]);
  return { devices, mayChange, offered: devices?.find(({ device }) => device === offer), look };
}
