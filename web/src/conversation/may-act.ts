// What can be done with a message now, as far as this device knows: the SDK has the last word.
import type { Message, Refused } from '@parley/client';
import { limits } from '@parley/protocol';
import { useChats } from '../state/chats.ts';

const isThere = ({ state, deletedBy }: Message): boolean =>
  !deletedBy && state !== 'pending' && state !== 'failed' && state !== 'notice';

const groupOf = ({ chat }: Message) => useChats.getState().chats.get(chat)?.group;

export function mayReact(message: Message): boolean {
  return isThere(message) && message.state !== 'parked' && groupOf(message)?.mayWrite !== false;
}

export function mayPin(message: Message): boolean {
  const { text, viewOnce, state } = message;
  const shown = text !== undefined && !viewOnce && state !== 'parked' && isThere(message);
  return shown && groupOf(message)?.mayPin !== false;
}

export function mayEdit(message: Message, now = Date.now()): boolean {
  const { outgoing, text, attachments, forwarded, viewOnce, ts } = message;
  const written = outgoing && text !== undefined && !attachments && !forwarded && !viewOnce;
  return written && mayReact(message) && now - ts < limits.editWithinMs;
}

/** One's own, and as an admin those of others. */
export function mayDeleteForEveryone(message: Message, now = Date.now()): boolean {
  const group = groupOf(message);
  const allowed = message.outgoing || group?.role === 'admin' || group?.role === 'owner';
  return allowed && isThere(message) && group?.mayWrite !== false && now - message.ts < limits.deleteWithinMs;
}

/** What came too late comes no earlier. */
export function mayTryAgain({ error }: Refused): boolean {
  return error.code !== 'too_late';
}
