// Messages for tests of this room.
import type { AccountId, Message, MessageId } from '@parley/client';

export const ANN = 'ann' as AccountId;
export const BEN = 'ben' as AccountId;

/** A message of Ben's to Ann, or of hers to him when it is outgoing. */
export function aMessage(of: Partial<Omit<Message, 'id'>> & { readonly id?: string }): Message {
  const ts = of.ts ?? 0;
  const state = of.state ?? (of.outgoing ? 'sent' : 'received');
  const id = (of.id ?? `m${ts}`) as MessageId;
  const cursor = `${state === 'pending' ? '~' : ''}${String(ts).padStart(13, '0')}.${id}`;
  return { chat: BEN, author: of.outgoing ? ANN : BEN, outgoing: false, text: 'hello', ...of, id, ts, state, cursor };
}
