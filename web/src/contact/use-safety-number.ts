import type { SafetyNumberInfo } from '@parley/client';
import type { AccountId } from '@parley/protocol';
import { useEffect, useState } from 'react';
import { engine } from '../engine/engine.ts';

interface Asked {
  readonly number?: SafetyNumberInfo;
  readonly error?: unknown;
}

interface SafetyNumber extends Asked {
  readonly again: () => void;
  /** What the person says about it. @throws as the engine does */
  readonly mark: (verified: boolean) => Promise<void>;
}

/** The number shared with that person, read anew when their keys change. */
export function useSafetyNumber(account: AccountId): SafetyNumber {
  const [asked, setAsked] = useState<Asked>({});
  const [times, setTimes] = useState(0);
  const again = (): void => setTimes(count => count + 1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again when told to
  useEffect(() => {
    let over = false;
    const answered = (answer: Asked): void => {
      if (!over) setAsked(answer);
    };
    engine.safetyNumber(account).then(
      number => answered({ number }),
      error => answered({ error }),
    );
    const stop = engine.on('notice', notice => {
      if (notice.kind === 'security_code_changed' && notice.account === account) again();
    });
    return () => {
      over = true;
      stop();
    };
  }, [account, times]);
  const mark = async (verified: boolean): Promise<void> => {
    await engine.markVerified(account, verified);
    again();
  };
  return { ...asked, again, mark };
}
