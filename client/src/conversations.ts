// What a person does in chats: writing, reading, trying again, giving up. Each call is one draft; sending itself is the
// outbox's business.
import { type AccountId, limits, type MessageId, parseAccountId } from '@parley/protocol';
import type { Client, Message, PageOptions, Quote, SendOptions } from './client.ts';
import { checkText, excerptOf } from './content/text-limit.ts';
import type { Context } from './context.ts';
import type { Draft, Reader } from './drafts/draft.ts';
import { ParleyError } from './errors.ts';
import { chatOf, putMessage, removeMessage, toMessage } from './history/history.ts';
import { ask } from './inbox/parking.ts';
import { newMessageId } from './message-id.ts';
import type { Outbox } from './outbox/outbox.ts';
import { cursorOf, type MessageRow, messageKey, SELF, timeInCursor } from './store/schema.ts';
import { startingWith } from './store/store.ts';

type Conversations = Pick<Client, 'sendText' | 'retry' | 'discard' | 'markRead' | 'message' | 'messages' | 'chats'>;
type Deps = Context & { readonly outbox: Outbox };

const defaultPageRows = 50;

export function createConversations(deps: Deps): Conversations {
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
    async messages(chat, { before, limit = defaultPageRows }: PageOptions = {}) {
      const range = { ...startingWith(`${chat}.`), ...(before ? { before: `${chat}.${before}` } : {}) };
      const rows = await work.list('messages', { index: 'byChat', ...range, reverse: true, limit });
      return rows.reverse().map(toMessage);
    },
    async chats() {
      const rows = await work.list('chats', { index: 'byNewest', reverse: true });
      return Promise.all(rows.map(row => toChat(work, row.chat)));
    },
  };
}

async function sendText(to: AccountId, text: string, { replyTo, signal }: SendOptions, deps: Deps): Promise<Message> {
  const { work, outbox, events } = deps;
  signal?.throwIfAborted();
  if (!parseAccountId(to)) throw new ParleyError('bad_recipient');
  const maxContentBytes = (await work.get('connection', SELF))?.maxContentBytes ?? limits.maxContentBytes;
  checkText(text, maxContentBytes);
  const id = newMessageId();
  return work.run(async draft => {
    signal?.throwIfAborted();
    const quote = replyTo && (await quoteOf(draft, replyTo, deps));
    const row = await newOwnRow(draft, to, id, deps);
    const written: MessageRow = { ...row, text, ...(quote ? { quote } : {}) };
    await putMessage(draft, written);
    draft.after(() => events.emit('message', toMessage(written)));
    outbox.enqueue(draft, to, id, { kind: 'text', text, ...(quote ? { quote } : {}) });
    return toMessage(written);
  });
}

/** Below everything in the chat, at what the server's time should be now, until the server says. */
async function newOwnRow(draft: Draft, chat: AccountId, id: MessageId, { profile, clock }: Deps): Promise<MessageRow> {
  const { newestTs, last } = await chatOf(draft, chat);
  const offsetMs = (await draft.get('connection', SELF))?.clockOffsetMs ?? 0;
  const lastTs = last ? timeInCursor(last.cursor) : 0;
  const ts = Math.max(clock.now() + offsetMs, newestTs + 1, lastTs + 1);
  const { account: author, device: authorDevice } = profile;
  return { id, author, authorDevice, chat, outgoing: true, ts, state: 'pending' };
}

async function quoteOf(reader: Reader, id: MessageId, deps: Deps): Promise<Quote> {
  const { author, text = '' } = await existing(reader, id, deps);
  return { id, author, excerpt: excerptOf(text) };
}

async function retry(draft: Draft, id: MessageId, deps: Deps): Promise<void> {
  const row = await existing(draft, id, deps);
  if (row.state === 'parked') {
    const asked = await ask(draft, { account: row.author, device: row.authorDevice }, id, deps);
    if (!asked) throw new ParleyError('rate_limited', { message: 'This device has been asked too often. Try later.' });
    return;
  }
  if (row.state !== 'failed' || row.text === undefined) throw new ParleyError('not_failed');
  const { error: _, ...kept } = row;
  const again: MessageRow = { ...kept, state: 'pending' };
  await putMessage(draft, again, row);
  draft.after(() => deps.events.emit('status', toMessage(again)));
  deps.outbox.enqueue(draft, row.chat, id, {
    kind: 'text',
    text: row.text,
    ...(row.quote ? { quote: row.quote } : {}),
  });
}

async function discard(draft: Draft, id: MessageId, deps: Deps): Promise<void> {
  const row = await existing(draft, id, deps);
  if (row.state !== 'failed' && row.state !== 'pending') throw new ParleyError('not_failed');
  deps.outbox.discard(draft, id);
  await removeMessage(draft, row);
}

async function markRead(draft: Draft, chat: AccountId, upTo: MessageId | undefined, deps: Deps): Promise<void> {
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
  // What could not be read has not been read.
  const ids = rows.filter(row => row.state === 'received').map(row => row.id);
  for (let at = 0; at < ids.length; at += limits.maxIdsPerReceipt) {
    outbox.enqueue(draft, chat, newMessageId(), { kind: 'read', ids: ids.slice(at, at + limits.maxIdsPerReceipt) });
  }
}

/** The message with this id; the own one where several authors have used it. */
async function findMessage(reader: Reader, id: MessageId, { profile }: Deps): Promise<MessageRow | undefined> {
  const own = await reader.get('messages', messageKey(profile.account, id));
  if (own) return own;
  const [row] = await reader.list('messages', { index: 'byId', ...startingWith(id), limit: 1 });
  return row;
}

async function existing(reader: Reader, id: MessageId, deps: Deps): Promise<MessageRow> {
  const row = await findMessage(reader, id, deps);
  if (!row) throw new ParleyError('unknown_message');
  return row;
}

async function toChat(reader: Reader, account: AccountId) {
  const { unread, last } = await chatOf(reader, account);
  const contact = await reader.get('contacts', account);
  const row = last && (await reader.get('messages', last.key));
  return {
    account,
    unread,
    markedUnread: false,
    archived: false,
    verified: false,
    ...(contact?.name ? { name: contact.name } : {}),
    ...(contact?.phone ? { phone: contact.phone } : {}),
    ...(row ? { last: toMessage(row) } : {}),
  };
}
