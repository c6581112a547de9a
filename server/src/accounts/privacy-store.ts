// Where is kept whom people have blocked, what they show of themselves, and what they have reported.
import type { AccountId } from '@parley/protocol';

export interface PrivacyStore {
  /** Nothing set: version 0, and what everybody begins with. */
  privacy(account: AccountId): Promise<StoredPrivacy>;
  /** What is not named stays. A change that changes something takes the next version. `full`: as many are blocked as may be. */
  changePrivacy(account: AccountId, change: PrivacyChange, maxBlocked: number): Promise<StoredPrivacy | 'full'>;
  /** Accounts above `after` that have set something, ascending. */
  privaciesAfter(after: string, limit: number): Promise<(StoredPrivacy & { account: AccountId })[]>;
  /** Those among them who have blocked the account. */
  blockers(of: AccountId, among: readonly AccountId[]): Promise<AccountId[]>;
  /** Of those among them who do not let everyone add them to groups. */
  addTerms(among: readonly AccountId[]): Promise<AddTerms[]>;

  /** Beyond `keep` reports the oldest go. */
  addReport(report: StoredReport, keep: number): Promise<void>;
  /** Newest first. */
  reports(limit: number): Promise<StoredReport[]>;
  /** False: there is none of that id. */
  removeReport(id: string): Promise<boolean>;
}

export interface StoredPrivacy extends PrivacySettings {
  readonly version: number;
  /** Ascending. */
  readonly blocked: readonly AccountId[];
}

export interface PrivacySettings {
  /** Who may see whether the person is online, and since when not. */
  readonly presence: Audience;
  /** Whether read receipts are given, and so shown. */
  readonly readReceipts: boolean;
  /** Who may add the person to groups. */
  readonly groups: GroupAdders;
}

export const audiences = ['everyone', 'nobody'] as const;
export type Audience = (typeof audiences)[number];

export type GroupAdders = 'everyone' | 'contacts' | 'nobody';

export interface AddTerms {
  readonly account: AccountId;
  /** SHA-256 of the key, hexadecimal, that whoever adds the person must have; undefined: nobody may. */
  readonly addKeyHash: string | undefined;
}

export interface PrivacyChange extends Partial<PrivacySettings> {
  readonly block?: AccountId;
  readonly unblock?: AccountId;
}

export interface StoredReport {
  /** 32 hexadecimal digits. */
  readonly id: string;
  readonly at: number;
  readonly reporter: AccountId;
  readonly reported: AccountId;
  /** JSON, as the reporter's device has sent it: nobody can say that it is true. */
  readonly messages: string;
}
