// Where what recovery codes open is kept. It is encrypted for nobody here.
import type { AccountId } from '@parley/protocol';

export interface RecoveryStore {
  recovery(account: AccountId): Promise<StoredRecovery | undefined>;
  /** In the place of the one before, which is gone. Resolves to its version: one more than that of the one before. */
  setRecovery(account: AccountId, backup: Uint8Array, now: number): Promise<number>;
}

export interface StoredRecovery {
  readonly version: number;
  readonly backup: Uint8Array;
  readonly createdAt: number;
}
