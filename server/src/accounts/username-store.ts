// Where names are kept that people are found by.
import type { AccountId } from '@parley/protocol';

export interface UsernameStore {
  username(account: AccountId): Promise<string | undefined>;
  accountsByUsername(names: readonly string[]): Promise<Map<string, AccountId>>;
  /**
   * The account's name from now on, or none; atomic. `taken`: another account has it, or gave it up less than `heldMs` ago.
   * `too_often`: it has had `most` names within that time. Nothing is changed then.
   */
  setUsername(change: UsernameChange): Promise<'set' | 'taken' | 'too_often'>;
}

export interface UsernameChange {
  readonly account: AccountId;
  /** Folded; undefined: none. */
  readonly name: string | undefined;
  readonly now: number;
  readonly heldMs: number;
  readonly most: number;
}
