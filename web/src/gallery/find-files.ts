// What a chat has of files, newest first: read page by page, since no index of them is kept.
import type { Attachment, ChatId, Message } from '@parley/client';
import type { Engine } from '@parley/client/browser';

export interface Found {
  /** Newest first. */
  readonly messages: readonly Message[];
  /** Where to go on from; undefined: the beginning of the chat has been read. */
  readonly before?: string | undefined;
}

interface Search {
  readonly chat: ChatId;
  readonly wanted: (file: Attachment) => boolean;
  /** `before` of what was found last. */
  readonly before?: string | undefined;
  /** Enough; a few more may come. */
  readonly enough: number;
}

const PAGE_ROWS = 200;
/** So many messages are read before what has been found is shown. */
const MOST_ROWS = 4_000;

export async function findFiles(engine: Pick<Engine, 'messages'>, search: Search): Promise<Found> {
  const { chat, wanted, enough } = search;
  const found: Message[] = [];
  let { before } = search;
  for (let read = 0; read < MOST_ROWS && found.length < enough; read += PAGE_ROWS) {
    const page = await engine.messages(chat, { limit: PAGE_ROWS, ...(before ? { before } : {}) });
    found.push(...page.filter(({ attachments = [] }) => attachments.some(wanted)).reverse());
    if (page.length < PAGE_ROWS) return { messages: found };
    before = page[0]!.cursor;
  }
  return { messages: found, before };
}
