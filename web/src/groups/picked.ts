// Who has been chosen for a group or to be forwarded to, in the order of choosing.
import type { Chat } from '@parley/client';

export type Picked = ReadonlyMap<string, Chat>;

export const nobodyPicked: Picked = new Map();

export function withPicked(picked: Picked, chat: Chat): Picked {
  return new Map([...picked, [chat.id, chat]]);
}

export function toggled(picked: Picked, chat: Chat): Picked {
  if (!picked.has(chat.id)) return withPicked(picked, chat);
  return new Map([...picked].filter(([id]) => id !== chat.id));
}
