// Taking away what was said, on this device: for the person, not for the other side. What is left of a message is enough
// to know it again.
import type { ChatId, MessageId } from '@parley/protocol';
import { changeQuotes, deletedQuote } from '../acts/following.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../drafts/draft.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { type MessageRow, messageKey, orderKey } from '../store/schema.ts';
import { startingWith } from '../store/store.ts';
import { tellChatDeleted, tellChatSettings, tellDeleted } from '../sync/telling.ts';
import { chatOf, emptied, removeMessage, tombstone } from './history.ts';

type Deps = Pick<Context, 'profile' | 'events' | 'clock'> & { readonly outbox: Pick<Outbox, 'discard' | 'enqueue'> };

/** The server keeps a message for 30 days, and another one may ask for a parked one to be sent again after that. */
const rememberedMs = 90 * 24 * 60 * 60 * 1000;
const forgottenTogether = 500;

export async function deleteMessages(draft: Draft, chat: ChatId, ids: readonly MessageId[], deps: Deps) {
  const gone: MessageId[] = [];
  const told: MessageRow[] = [];
  for (const id of ids) {
    for (const row of await draft.list('messages', { index: 'byId', ...startingWith(id) })) {
      if (row.chat !== chat) continue;
      if (row.outgoing) deps.outbox.discard(draft, id);
      await removeMessage(draft, row, deps.clock.now());
      // Nothing will be there to take them back when its time is over (F36).
      if (row.expiresAt !== undefined) await changeQuotes(draft, deletedQuote(row), deps);
      gone.push(id);
      if (row.state !== 'notice') told.push(row);
    }
  }
  await tellDeleted(draft, chat, told, deps);
  await forgetOld(draft, deps.clock.now());
  if (gone.length > 0) draft.after(() => deps.events.emit('removed', { chat, ids: gone }));
}

/** All of it or nothing, however long the chat is. */
export async function deleteChat(draft: Draft, chat: ChatId, deps: Deps): Promise<void> {
  const rows = await draft.list('messages', { index: 'byChat', ...startingWith(`${chat}.`) });
  for (const row of rows) draft.put('messages', tombstone(row, deps.clock.now()));
  const pending = rows.filter(({ state }) => state === 'pending');
  for (const { id } of pending) deps.outbox.discard(draft, id);
  await tellDeleted(draft, chat, pending, deps); // one that is on its way is stamped later than all that is named by its time
  const row = await chatOf(draft, chat);
  await tellChatDeleted(draft, row, deps);
  // How it was set up goes too: later than what another device has set meanwhile, also where the chat goes on.
  draft.put('chats', await tellChatSettings(draft, emptied(row, row.newestTs), deps));
  const ids = rows.map(row => row.id);
  draft.after(() => deps.events.emit('removed', { chat, ids, chatToo: true }));
}

async function forgetOld(draft: Draft, now: number): Promise<void> {
  const before = orderKey(Math.max(0, now - rememberedMs));
  const old = await draft.list('messages', { index: 'byDeletion', before, limit: forgottenTogether });
  for (const { author, id } of old) draft.remove('messages', messageKey(author, id));
}
