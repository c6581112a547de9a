// Who has blocked whom, as the account service has said: in memory, so that a Send asks nobody.
import type { AccountId } from '@parley/protocol';

export interface Blocks {
  /** A version that is not newer than the known one changes nothing. */
  set(account: AccountId, version: number, blocked: readonly AccountId[]): void;
  /** From here on whoever was not named has blocked nobody, and a device that was not is none. */
  ready(): void;
  isReady(): boolean;
  has(account: AccountId, blocked: AccountId): boolean;
  /** Of what is known of the account; 0: it has never set anything. */
  version(account: AccountId): number;
}

export function createBlocks(): Blocks {
  const lists = new Map<AccountId, { readonly version: number; readonly blocked: ReadonlySet<AccountId> }>();
  let isReady = false;
  return {
    set(account, version, blocked) {
      if ((lists.get(account)?.version ?? -1) < version) lists.set(account, { version, blocked: new Set(blocked) });
    },
    ready() {
      isReady = true;
    },
    isReady: () => isReady,
    has: (account, blocked) => lists.get(account)?.blocked.has(blocked) ?? false,
    version: account => lists.get(account)?.version ?? 0,
  };
}
