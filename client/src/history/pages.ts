// Messages a page at a time: a chat's, in display order, and everybody's, for a search index.
import type { ChatId } from '@parley/protocol';
import type { Message, PageOptions, SearchPage, SearchRow } from '../client.ts';
import type { Reader } from '../drafts/draft.ts';
import { cursorOf, keyOf, type MessageRow } from '../store/schema.ts';
import { type Range, startingWith } from '../store/store.ts';
import { toMessage } from './history.ts';

const defaultPageRows = 50;

export async function messagePage(reader: Reader, chat: ChatId, options: PageOptions = {}): Promise<Message[]> {
  const { before, after, around, limit = defaultPageRows } = options;
  const all = { index: 'byChat', ...startingWith(`${chat}.`) };
  const above = (cursor: string, rows: number) =>
    backwards(reader, { ...all, before: `${chat}.${cursor}`, limit: rows });
  const below = (cursor: string, rows: number) =>
    reader.list('messages', { ...all, from: `${chat}.${cursor}`, limit: rows });
  if (before !== undefined) return (await above(before, limit)).map(toMessage);
  // The first string behind the cursor.
  if (after !== undefined) return (await below(`${after}\0`, limit)).map(toMessage);
  if (around === undefined) return (await backwards(reader, { ...all, limit })).map(toMessage);
  const upper = await above(around, Math.floor(limit / 2));
  return [...upper, ...(await below(around, limit - Math.floor(limit / 2)))].map(toMessage);
}

async function backwards(reader: Reader, range: Range): Promise<MessageRow[]> {
  return (await reader.list('messages', { ...range, reverse: true })).reverse();
}

export async function searchPage(reader: Reader, afterKey: string | undefined, limit: number): Promise<SearchPage> {
  const from = afterKey === undefined ? {} : { from: `${afterKey}\0` };
  const rows = await reader.list('messages', { ...from, limit });
  const last = rows.at(-1);
  const next = rows.length === limit && last ? { next: keyOf('messages', last) } : {};
  return { rows: rows.map(toSearchRow).filter(({ text }) => text !== ''), ...next };
}

function toSearchRow(row: MessageRow): SearchRow {
  const { chat, id, author, ts } = row;
  return { chat, id, author, ts, text: searchableText(toMessage(row)), cursor: cursorOf(row) };
}

/** What a message can be found by: its text and the names of its documents. Those of pictures and voice say nothing. */
export function searchableText({ text = '', attachments = [] }: Pick<Message, 'text' | 'attachments'>): string {
  const documents = attachments.filter(({ width, waveform }) => width === undefined && waveform === undefined);
  return [text, ...documents.map(({ name }) => name)].filter(Boolean).join('\n');
}
