// What a person does in chats: writing, reading, trying again, giving up. Each call is one draft; sending itself is the
// outbox's business.
import {
  type ChatId,
  isGroupId,
  limits,
  type MessageId,
  parseAccountId,
  parseGroupId,
  parseMessageId,
  wire,
} from '@parley/protocol';
import { quoteOfNow } from './acts/following.ts';
import { discardRefused, retryRefused } from './acts/refused.ts';
import { withUnsent } from './acts/rules.ts';
import { attachmentBytes, type StoredAttachment } from './attachments/attachment.ts';
import type { Client, LinkPreview, Message, Quote, SendOptions } from './client.ts';
import { previewFor } from './content/link-preview.ts';
import { checkText, maxTextBytes } from './content/text-limit.ts';
import type { Context } from './context.ts';
import type { Draft, Reader } from './drafts/draft.ts';
import { ParleyError } from './errors.ts';
import { checkGroup, tellOwnDevices, tellReadInGroup } from './groups/group-writing.ts';
import { changeChat, listChats, readChat } from './history/chats.ts';
import { deleteChat, deleteMessages } from './history/deleting.ts';
import { chatOf, putMessage, removeMessage, timeBelow, timerOf, toMessage } from './history/history.ts';
import { messagePage, searchPage } from './history/pages.ts';
import { ask } from './inbox/parking.ts';
import { newMessageId } from './message-id.ts';
import type { Outbox } from './outbox/outbox.ts';
import { type WrittenText, writtenText } from './outbox/payload.ts';
import { checkNotBlocked, privacyOf } from './privacy/own-privacy.ts';
import { startSpeaking } from './profiles/own-profile.ts';
import { cursorOf, type MessageRow, messageKey, SELF } from './store/schema.ts';
import { startingWith } from './store/store.ts';
import { tellChatSettings } from './sync/telling.ts';

type Writing = Pick<Client, 'sendText' | 'retry' | 'discard' | 'markRead'>;
type Reading = Pick<Client, 'message' | 'messages' | 'chats' | 'chat' | 'searchRows'>;
type Arranging = Pick<Client, 'updateChat' | 'deleteMessages' | 'deleteChat'>;
export type WritingDeps = Deps;
type Deps = Context & { readonly outbox: Outbox };

export function createConversations(deps: Deps): Writing & Reading & Arranging {
  const { work } = deps;
  return {
    sendText: (to, text, options = {}) => sendText(to, text, options, deps),
    retry: id => work.run(draft => retry(draft, id, deps)),
    discard: id => work.run(draft => discard(draft, id, deps)),
    markRead: (chat, upTo) => work.run(draft => markRead(draft, chat, upTo, deps)),
    async message(id) {
      const row = await findMessage(work, id, deps);
      return row && toMessage(row);
    },
    messages: (chat, options) => messagePage(work, chat, options),
    chats: () => listChats(work, deps.profile.account),
    chat: id => readChat(work, id, deps.profile.account),
    searchRows: ({ afterKey, limit }) => searchPage(work, afterKey, limit),
    updateChat: (chat, change) => work.run(draft => changeChat(draft, chat, change, deps)),
    deleteMessages: (chat, ids) => work.run(draft => deleteMessages(draft, chat, ids, deps)),
    deleteChat: chat => work.run(draft => deleteChat(draft, chat, deps)),
  };
}

/** Its files, if it has some, are with the server already. */
export async function sendText(
  to: ChatId,
  text: string,
  options: SendOptions,
  deps: Deps,
  more: Omit<WrittenText, 'text' | 'quote' | 'mentions' | 'timerS'> = {},
): Promise<Message> {
  const { signal, id = newMessageId() } = options;
  signal?.throwIfAborted();
  checkRecipient(to);
  if (!parseMessageId(id)) throw new ParleyError('bad_message_id');
  // Whatever has to be looked up is looked up in the step, or two calls could overtake each other (D3).
  return deps.work.run(async draft => {
    signal?.throwIfAborted();
    const written = await draft.get('messages', messageKey(deps.profile.account, id));
    return written
      ? sentBefore(written, to)
      : toMessage(await write(draft, to, { text, ...more }, { ...options, id }, deps));
  });
}

/** @throws {ParleyError} `bad_recipient`: nothing can be written there */
export function checkRecipient(to: ChatId): void {
  if (!parseAccountId(to) && !parseGroupId(to)) throw new ParleyError('bad_recipient');
}

/** The same call again: whoever made it has not heard how the first one ended (D4). */
function sentBefore(row: MessageRow, to: ChatId): Message {
  if (row.chat !== to) throw new ParleyError('bad_message_id');
  if (row.deletedAt) throw new ParleyError('discarded');
  return toMessage(row);
}

async function write(
  draft: Draft,
  to: ChatId,
  content: Omit<WrittenText, 'quote' | 'mentions' | 'timerS'>,
  { id, replyTo, mentions, preview }: SendOptions & { readonly id: MessageId },
  deps: Deps,
): Promise<MessageRow> {
  const { text, attachments } = content;
  await checkWritten(draft, text, attachments);
  const quote = replyTo && (await quoteOf(draft, replyTo, deps));
  const timerS = isGroupId(to)
    ? await checkGroup(draft, to, text, mentions ?? [], deps)
    : timerOf(await chatOf(draft, to));
  if (!isGroupId(to)) {
    await checkNotBlocked(draft, to);
    await startSpeaking(draft, to);
  }
  const { account: author, device: authorDevice } = deps.profile;
  const ts = await timeBelow(draft, to, deps.clock.now());
  const place = { id, author, authorDevice, chat: to, outgoing: true, ts };
  const shown = preview && (await fittingPreview(draft, text, preview));
  const more = { ...content, ...(shown ? { preview: shown } : {}) };
  const written = writtenText({ ...more, timerS, ...(quote ? { quote } : {}), ...(mentions ? { mentions } : {}) });
  const row: MessageRow = { ...place, state: 'pending', ...written };
  await putMessage(draft, row);
  draft.after(() => deps.events.emit('message', toMessage(row)));
  deps.outbox.enqueue(draft, to, id, { kind: 'text', ...written });
  return row;
}

/** The text counts, and not what is shown of a page. */
async function fittingPreview(reader: Reader, text: string, preview: LinkPreview): Promise<LinkPreview | undefined> {
  const { maxContentBytes = limits.maxContentBytes } = (await reader.get('connection', SELF)) ?? {};
  const checked = previewFor(text, preview);
  const bytes = checked ? wire.LinkPreview.encode(checked).finish().length : 0;
  return new TextEncoder().encode(text).length + bytes > maxTextBytes(maxContentBytes) ? undefined : checked;
}

/** Throws `content_too_large`. */
export async function checkWritten(
  reader: Reader,
  text: string,
  attachments: readonly StoredAttachment[] = [],
): Promise<void> {
  const { maxContentBytes = limits.maxContentBytes } = (await reader.get('connection', SELF)) ?? {};
  checkText(text, maxContentBytes, attachmentBytes(attachments));
}

async function quoteOf(reader: Reader, id: MessageId, deps: Deps): Promise<Quote> {
  return quoteOfNow(withUnsent(await existing(reader, id, deps)));
}

async function retry(draft: Draft, id: MessageId, deps: Deps): Promise<void> {
  const row = await existing(draft, id, deps);
  if (row.state === 'parked') {
    const asked = await ask(draft, { account: row.author, device: row.authorDevice }, id, deps);
    if (!asked) throw new ParleyError('rate_limited', { message: 'This device has been asked too often. Try later.' });
    return;
  }
  if (row.refused) return retryRefused(draft, row, row.refused, deps);
  if (row.state !== 'failed' || row.text === undefined) throw new ParleyError('not_failed');
  if (!isGroupId(row.chat)) await checkNotBlocked(draft, row.chat);
  const { error: _, ...kept } = row;
  const again: MessageRow = { ...kept, state: 'pending' };
  await putMessage(draft, again, row);
  draft.after(() => deps.events.emit('status', toMessage(again)));
  deps.outbox.enqueue(draft, row.chat, id, {
    kind: 'text',
    ...writtenText({ ...row, text: row.text }),
  });
}

async function discard(draft: Draft, id: MessageId, deps: Deps): Promise<void> {
  const row = await existing(draft, id, deps);
  if (row.refused) return discardRefused(draft, row, row.refused, deps);
  if (row.state !== 'failed' && row.state !== 'pending') throw new ParleyError('not_failed');
  deps.outbox.discard(draft, id);
  await removeMessage(draft, row, deps.clock.now());
  draft.after(() => deps.events.emit('removed', { chat: row.chat, ids: [id] }));
}

async function markRead(draft: Draft, chat: ChatId, upTo: MessageId | undefined, deps: Deps): Promise<void> {
  const { outbox, events } = deps;
  const last = upTo && (await existing(draft, upTo, deps));
  const range = startingWith(`${chat}.`);
  const before = last ? `${chat}.${cursorOf(last)}\0` : range.before;
  const rows = await draft.list('messages', { index: 'unread', ...range, ...(before ? { before } : {}) });
  for (const row of rows) {
    const read = { ...row, unread: false };
    await putMessage(draft, read, row);
    draft.after(() => events.emit('status', toMessage(read)));
  }
  const { markedUnread, ...unmarked } = await chatOf(draft, chat);
  if (markedUnread) draft.put('chats', await tellChatSettings(draft, unmarked, deps));
  // What could not be read has not been read.
  const received = rows.filter(row => row.state === 'received');
  if (isGroupId(chat)) return tellReadInGroup(draft, chat, received, deps);
  const ids = received.map(row => row.id);
  const { readReceipts, blocked } = await privacyOf(draft);
  if (!readReceipts || blocked.includes(chat)) return tellOwnDevices(draft, chat, ids, deps);
  for (let at = 0; at < ids.length; at += limits.maxIdsPerReceipt) {
    outbox.enqueue(draft, chat, newMessageId(), { kind: 'read', ids: ids.slice(at, at + limits.maxIdsPerReceipt) });
  }
}

/** The message with this id; the own one where several authors have used it. */
export async function findMessage(
  reader: Reader,
  id: MessageId,
  { profile }: Pick<Context, 'profile'>,
): Promise<MessageRow | undefined> {
  const own = await reader.get('messages', messageKey(profile.account, id));
  if (own && !own.deletedAt) return own;
  const [row] = await reader.list('messages', { index: 'byId', ...startingWith(id), limit: 1 });
  return row;
}

/** @throws {ParleyError} `unknown_message` */
export async function existing(reader: Reader, id: MessageId, deps: Pick<Context, 'profile'>): Promise<MessageRow> {
  const row = await findMessage(reader, id, deps);
  if (!row) throw new ParleyError('unknown_message');
  return row;
}
