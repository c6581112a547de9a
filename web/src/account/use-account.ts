import { useCallback, useEffect, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { orToast } from '../state/failures.ts';

export interface AccountState {
  readonly holdsAccountKey: boolean;
  readonly hasRecoveryCode: boolean;
  readonly hasPin: boolean;
}

/** How the account stands at the server; undefined: it has not answered. */
export function useAccount(): { readonly account: AccountState | undefined; readonly read: () => void } {
  const [account, setAccount] = useState<AccountState>();
  const read = useCallback(() => {
    const asked = Promise.all([engine.holdsAccountKey(), engine.recoveryCodeSince(), engine.hasPin()]);
    const shown = asked.then(([holdsAccountKey, since, hasPin]) =>
      setAccount({ holdsAccountKey, hasRecoveryCode: since !== undefined, hasPin }),
    );
    void orToast(shown);
  }, []);
  useEffect(read, [read]);
  return { account, read };
}
