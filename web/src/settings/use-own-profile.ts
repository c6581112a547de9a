import type { Profile } from '@parley/client';
import { useEffect, useState } from 'react';
import { engine } from '../engine/engine.ts';

/** Undefined: not read yet. Read again when it has changed, here or on another device. */
export function useOwnProfile(): Profile | undefined {
  const [own, setOwn] = useState<Profile>();
  useEffect(() => {
    let over = false;
    const read = (): void =>
      void engine.profile().then(
        profile => over || setOwn(profile),
        () => undefined,
      );
    read();
    const stop = engine.on('profile', read);
    return () => {
      over = true;
      stop();
    };
  }, []);
  return own;
}
