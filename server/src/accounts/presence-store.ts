// Where is kept when people were there last.
import type { AccountId } from '@parley/protocol';

export interface PresenceStore {
  /** Nothing of those who let nobody see it; an older time changes nothing. */
  keepSeen(seen: readonly Seen[]): Promise<void>;
  /** What there is to say about who among them may see whom, as of one moment. */
  presencesAmong(accounts: readonly AccountId[]): Promise<PresencesAmong>;
}

export interface Seen {
  readonly account: AccountId;
  /** Milliseconds since 1970, to the minute. */
  readonly at: number;
}

export interface PresencesAmong {
  /** Those who let nobody see them. */
  readonly hidden: readonly AccountId[];
  readonly seen: readonly Seen[];
  readonly blocks: readonly { readonly account: AccountId; readonly blocked: AccountId }[];
}
