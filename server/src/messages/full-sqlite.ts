// When an inbox takes no more (D10).
import type { Limits } from '@parley/protocol';
import type { Account, Inbox, Inboxes } from './inboxes-sqlite.ts';

/** Whether so many more bytes, of this account or of the server itself, are too many. */
export type IsFull = (inbox: Inbox, sender: Account | undefined, bytes: number) => boolean;

/** Rows, bytes, and the share of both that one sending account may fill. */
export function createIsFull(inboxes: Inboxes, limits: Limits): IsFull {
  const senderRows = limits.maxInboxRows * limits.maxSenderShare;
  const senderBytes = limits.maxInboxBytes * limits.maxSenderShare;
  return (inbox, sender, bytes) => {
    const load = inboxes.load(inbox);
    if (load.rows + 1 <= senderRows && load.bytes + bytes <= senderBytes) return false;
    if (load.rows + 1 > limits.maxInboxRows || load.bytes + bytes > limits.maxInboxBytes) return true;
    if (!sender) return false;
    const own = inboxes.loadFrom(inbox, sender); // nobody can have more than a share before the inbox holds one
    return own.rows + 1 > senderRows || own.bytes + bytes > senderBytes;
  };
}
