// What a person sets about others: whom he has blocked, what is shown of him, what he shows to the operator.
import type { AccountId, MessageId } from '@parley/protocol';

export interface PrivacyClient {
  /**
   * Nothing they write to the person comes any more, and they see nothing of him; they are not told, their messages stay at one
   * tick (D13). Groups in common go on. For all the person's devices; needs the server.
   */
  block(account: AccountId): Promise<void>;
  /** What was written meanwhile does not come. */
  unblock(account: AccountId): Promise<void>;
  blocked(): Promise<readonly AccountId[]>;
  /** As of the last time the server was asked: when a connection opened, or another device has changed it. */
  privacy(): Promise<Privacy>;
  setPrivacy(change: Partial<PrivacySettings>): Promise<Privacy>;
  /** Sends the text of up to five messages, the person's own copies, to the server's operator, who then reads them. */
  report(account: AccountId, messages: readonly MessageId[]): Promise<void>;
}

export interface Privacy extends PrivacySettings {
  readonly blocked: readonly AccountId[];
}

export interface PrivacySettings {
  /** Who sees whether the person is online, and since when not. Who lets nobody see it sees nobody's. */
  readonly presence: 'everyone' | 'nobody';
  /** False: none are given, and none are shown. */
  readonly readReceipts: boolean;
  /** Who may add the person to groups; `contacts`: whom he has written to. Everybody else sends a link. */
  readonly groups: 'everyone' | 'contacts' | 'nobody';
}
