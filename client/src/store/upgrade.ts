// Turns what an older version has stored into what this one reads (F53). A store hands over every row it has, once, in
// `upgradeOrder`, and makes its keys and indexes anew from what comes back.
import { type Collection, collections, type Rows } from './schema.ts';

/** Messages first: what is known of a chat follows from them. */
export const upgradeOrder: readonly Collection[] = [
  'messages',
  ...collections.filter(collection => collection !== 'messages'),
];

export type Upgrade = <C extends Collection>(collection: C, row: Rows[C]) => Rows[C];

/** From which version of the schema. */
export function createUpgrade(from: number): Upgrade {
  const spoken = new Set<string>();
  return (collection, row) => {
    if (from >= 2) return row;
    const entry = { [collection]: row } as Partial<Rows>;
    if (entry.messages?.outgoing) spoken.add(entry.messages.chat);
    if (entry.chats && spoken.has(entry.chats.chat)) return { ...row, spoken: true };
    return row;
  };
}
