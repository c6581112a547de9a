import type { AccountId, GroupRole, GroupSettings, MessageId } from '@parley/protocol';

/** Something that happened to a chat. `by` is the message's author. */
export type ChatNotice =
  /** The account key of the other side is another one: compare safety numbers. */
  | { readonly kind: 'security_code_changed' }
  /** The server shows devices of the other side that nobody has signed, or different ones to different people. */
  | { readonly kind: 'devices_conflict' }
  /** Between two people; 0: messages stay. */
  | { readonly kind: 'timer_changed'; readonly timerS: number }
  /** Kept in view from then on. `author`, `message`: which. */
  | { readonly kind: 'message_pinned'; readonly author: AccountId; readonly message: MessageId }
  | { readonly kind: 'group_created'; readonly name: string }
  | { readonly kind: 'group_added'; readonly accounts: readonly AccountId[] }
  | { readonly kind: 'group_removed'; readonly accounts: readonly AccountId[] }
  | { readonly kind: 'group_left' }
  | { readonly kind: 'group_joined' }
  /** By whom, or by the rule of who follows the owner. */
  | { readonly kind: 'group_role'; readonly account: AccountId; readonly role: GroupRole; readonly byRule?: boolean }
  | { readonly kind: 'group_renamed'; readonly name: string }
  | { readonly kind: 'group_described' }
  | { readonly kind: 'group_icon' }
  | { readonly kind: 'group_settings'; readonly settings: Partial<GroupSettings> }
  | { readonly kind: 'group_invite_made' }
  | { readonly kind: 'group_invite_revoked' }
  /** The author was registered anew, under another key, and is no member any more. */
  | { readonly kind: 'group_registered_anew' }
  /** The author's account has ended, and with it the membership. */
  | { readonly kind: 'group_account_ended' }
  /** Something about the members could not be verified: what those have written who may be new is dropped until it can be. */
  | { readonly kind: 'group_unverified' }
  /** The server shows different people different histories of the group, or one that nobody has signed. */
  | { readonly kind: 'group_conflict' };
