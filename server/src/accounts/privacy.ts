// Whom a person has blocked, what is shown of him, and what he has reported. The server has to know the block list: it is
// the one who keeps a blocked person's messages from the devices (D13).
import type { AccountId } from '@parley/protocol';
import type { Outcome } from './accounts.ts';
import type { PrivacySettings, StoredPrivacy, StoredReport } from './privacy-store.ts';

export interface Privacies {
  privacy(account: AccountId): Promise<StoredPrivacy>;
  /** Resolves once nothing of theirs is let through any more. Idempotent. */
  block(account: AccountId, who: AccountId): Promise<Outcome<StoredPrivacy>>;
  /** Idempotent. */
  unblock(account: AccountId, who: AccountId): Promise<StoredPrivacy>;
  setPrivacy(account: AccountId, settings: Partial<PrivacySettings>): Promise<StoredPrivacy>;
  /** A page of those that have set something, ascending above `after`; empty: there are no more. For filling the message service. */
  privaciesAfter(after: AccountId | ''): Promise<readonly AccountPrivacy[]>;
  /**
   * Those among them who do not let the account add them to a group: they have blocked it, let nobody, or let only whoever
   * has the key that they hand to those they write to.
   */
  addRefusers: AddRefusers;
  /** Keeps what a person shows to the operator. */
  report(reporter: AccountId, reported: AccountId, messages: readonly ReportedMessage[]): Promise<Outcome<undefined>>;
  /** Newest first, for the operator. */
  reports(limit: number): Promise<readonly Report[]>;
  /** False: there is none of that id. */
  removeReport(id: string): Promise<boolean>;
}

export type AddRefusers = (
  by: AccountId,
  among: readonly AccountId[],
  addKeys: ReadonlyMap<AccountId, Uint8Array>,
) => Promise<readonly AccountId[]>;

export type AccountPrivacy = StoredPrivacy & { readonly account: AccountId };

export interface ReportedMessage {
  readonly ts: number;
  readonly text: string;
}

export interface Report extends Omit<StoredReport, 'messages'> {
  readonly messages: readonly ReportedMessage[];
}
