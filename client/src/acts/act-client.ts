import type { AccountId, ChatId, MessageId } from '@parley/protocol';
import type { Mention, Message } from '../client.ts';

/**
 * What a person does with messages that are there. Told to the others in the chat as soon as there is a network. What the server
 * refuses for good is taken back, with the notice `act_refused`; of edits and deletions `Message.refused` stays.
 */
export interface ActClient {
  /** With one emoji, in place of the one before; null takes it back. Throws `bad_reaction`, `not_sent`. */
  react(id: MessageId, emoji: string | null): Promise<Message>;
  /**
   * Puts an own text otherwise, up to 15 minutes after it was sent. Throws `not_yours`, `not_editable`, `too_late`, `not_sent`. When
   * the server takes it in too late, it counts as refused.
   */
  editText(id: MessageId, text: string, options?: { readonly mentions?: readonly Mention[] }): Promise<Message>;
  /**
   * Takes a message away from everybody in the chat, up to two days after it was sent: an own one, in a group as an admin anybody's. A
   * line is left of it. Throws `not_yours`, `too_late`, `not_sent`.
   */
  deleteForEveryone(id: MessageId): Promise<Message>;
  /**
   * Keeps a message in view for everybody in the chat, or does so no longer. Three at most: one more takes the place of the one
   * pinned first. In a group whose details only admins change, for admins. Throws `not_pinnable`, `not_sent`, `group_forbidden`.
   */
  pin(id: MessageId, on: boolean): Promise<Message>;
  /** The chat's pinned messages, the newest pin first. */
  pinned(chat: ChatId): Promise<Message[]>;
  /** Marks messages of a chat, or marks them no longer. Only on this device. */
  star(chat: ChatId, ids: readonly MessageId[], starred: boolean): Promise<void>;
  /** Those marked, newest first; `before`: the cursor of the last one of the page above. */
  starred(options?: { readonly before?: string; readonly limit?: number }): Promise<Message[]>;
}

/** Whose it is, and which emoji. */
export interface Reaction {
  readonly account: AccountId;
  readonly emoji: string;
}
