// What a chat has of files, read page by page, since no index of them is kept.
import type { Attachment, ChatId, Message } from '@parley/client';
import type { Engine } from '@parley/client/browser';

export interface Found {
  /** The nearest first: going back, the newest. */
  readonly messages: readonly Message[];
  /** The cursor to go on from; undefined: that end of the chat has been reached. */
  readonly next?: string | undefined;
}

interface Search {
  readonly chat: ChatId;
  readonly wanted: (file: Attachment) => boolean;
  readonly way: 'back' | 'forth';
  /** Undefined: from the end of the chat back. */
  readonly from?: string | undefined;
  /** A few more may come. */
  readonly enough: number;
}

const PAGE_ROWS = 200;
/** So many messages are read before what has been found is shown. */
const MOST_ROWS = 4_000;

export async function findFiles(engine: Pick<Engine, 'messages'>, search: Search): Promise<Found> {
  const { chat, wanted, way, enough } = search;
  const found: Message[] = [];
  let { from } = search;
  for (let read = 0; read < MOST_ROWS && found.length < enough; read += PAGE_ROWS) {
    const place = from === undefined ? {} : way === 'back' ? { before: from } : { after: from };
    const page = await engine.messages(chat, { limit: PAGE_ROWS, ...place });
    const nearestFirst = way === 'back' ? page.toReversed() : page;
    found.push(...nearestFirst.filter(({ attachments = [] }) => attachments.some(wanted)));
    if (page.length < PAGE_ROWS) return { messages: found };
    from = nearestFirst.at(-1)!.cursor;
  }
  return { messages: found, next: from };
}
