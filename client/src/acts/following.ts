// What else shows a message: quotes of it in other messages, and the line of its chat.
import { type AccountId, type ChatId, isGroupId, type MessageId } from '@parley/protocol';
import type { Quote } from '../client.ts';
import { excerptOf } from '../content/text-limit.ts';
import type { Context } from '../context.ts';
import type { Draft, Reader } from '../drafts/draft.ts';
import { chatOf, putMessage, toMessage } from '../history/history.ts';
import { type MessageRow, messageKey } from '../store/schema.ts';
import { startingWith } from '../store/store.ts';
import type { Done } from './act.ts';
import { forgetOwn } from './keeping.ts';
import { putPinLine } from './pinning.ts';

type Shared = Pick<Context, 'profile' | 'events'>;

export async function follow(
  draft: Draft,
  row: MessageRow,
  { id, act, by, ts }: Pick<Done, 'id' | 'act' | 'by' | 'ts'>,
  { profile, events }: Shared,
): Promise<void> {
  if (act.kind === 'deletion') await forgetOwn(draft, { chat: row.chat, act });
  if (act.kind === 'pin') return act.on ? putPinLine(draft, row, { id, by, ts }, { profile, events }) : undefined;
  if (act.kind === 'viewed') return;
  if (act.kind !== 'reaction') return changeQuotes(draft, quoteOfNow(row), { events });
  if (!row.outgoing || by === profile.account || !act.emoji) return;
  const chat = await chatOf(draft, row.chat);
  if (chat.reaction && chat.reaction.ts >= ts) return;
  draft.put('chats', { ...chat, reaction: { key: messageKey(row.author, row.id), account: by, ts } });
  const reaction = { message: toMessage(row), account: by, emoji: act.emoji };
  draft.after(() => events.emit('reaction', reaction));
}

/** What was taken away or put otherwise is not to be read in answers to it (F33). */
export async function changeQuotes(draft: Draft, quote: Quote, { events }: Pick<Context, 'events'>): Promise<void> {
  const place = startingWith(messageKey(quote.author, quote.id));
  for (const before of await draft.list('messages', { index: 'byQuoted', ...place })) {
    const next = { ...before, quote };
    await putMessage(draft, next, before);
    draft.after(() => events.emit('status', toMessage(next)));
  }
}

/** A quote that comes in, of what is here or was deleted before it came. */
export async function quoteNow(reader: Reader, quote: Quote | undefined, chat: ChatId): Promise<Quote | undefined> {
  if (!quote) return undefined;
  const key = messageKey(quote.author, quote.id);
  const row = await reader.get('messages', key);
  // Of one that vanishes nothing is to be read here once it is gone (F36).
  if (row?.deletedAt && row.expiresAt !== undefined) return deletedQuote(quote);
  if (row) return row.edit || row.withdrawn ? quoteOfNow(row) : quote;
  const waiting = await reader.list('acts', { index: 'byMessage', ...startingWith(`${chat}.${key}`) });
  return waiting.some(isRightfulDeletion) ? deletedQuote(quote) : quote;
}

/** As far as can be said before the message is here. */
export function isRightfulDeletion({ act, by, asAdmin, chat }: Done): boolean {
  return act.kind === 'deletion' && (by === act.author || (isGroupId(chat) && asAdmin));
}

export function quoteOfNow(row: MessageRow): Quote {
  return row.withdrawn ? deletedQuote(row) : { id: row.id, author: row.author, excerpt: excerptOf(row.text ?? '') };
}

export function deletedQuote({ id, author }: { readonly id: MessageId; readonly author: AccountId }): Quote {
  return { id, author, excerpt: '', deleted: true };
}
