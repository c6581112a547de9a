// What the next part of the archive holds: the newest first over all chats, so that a list and the first screens are there
// at once, and each message once.
import type { MessageId } from '@parley/protocol';
import type { Reader } from '../drafts/draft.ts';
import { type MessageRow, orderKey } from '../store/schema.ts';
import { startingWith } from '../store/store.ts';
import type { ArchiveJob } from './archive-rows.ts';
import type { ArchivedRows } from './part-file.ts';

/** About a part, over all chats; no chat gives less than a screen of them. */
const PART_MESSAGES = 1_000;
const MIN_OF_A_CHAT = 50;

export interface Collected {
  readonly rows: ArchivedRows;
  /** Where the next part begins; undefined: this is the last. */
  readonly before: number | undefined;
}

/** Without what is `unanswered`: the server has the last word on when it was sent, and whether. */
export async function collect(
  reader: Reader,
  { before }: Pick<ArchiveJob, 'before'>,
  unanswered: ReadonlySet<MessageId>,
): Promise<Collected> {
  const chats = await reader.list('chats');
  const ofEach = Math.max(MIN_OF_A_CHAT, Math.ceil(PART_MESSAGES / Math.max(1, chats.length)));
  const found: MessageRow[] = [];
  let cut = 0; // above it nothing has been left out
  for (const { chat } of chats) {
    const rows = await newest(reader, chat, before, ofEach);
    found.push(...rows);
    const oldest = rows.at(-1);
    if (oldest && rows.length >= ofEach) cut = Math.max(cut, oldest.ts - 1);
  }
  const messages = found
    .filter(row => row.ts > cut)
    .filter(row => isArchived(row) && !(row.outgoing && unanswered.has(row.id)))
    .map(archived);
  const first = before === undefined;
  return {
    rows: { version: 1, messages, ...(first ? await besides(reader) : {}) },
    before: cut > 0 ? cut : undefined,
  };
}

/** At most about `limit`, but all of the time of the last: the next part begins below it. */
async function newest(reader: Reader, chat: string, before: number | undefined, limit: number): Promise<MessageRow[]> {
  const upTo = before === undefined ? startingWith(`${chat}.`).before : `${chat}.${orderKey(before + 1)}`;
  const range = { index: 'byChat', from: `${chat}.`, ...(upTo ? { before: upTo } : {}), reverse: true };
  const rows = await reader.list('messages', { ...range, limit });
  const last = rows.at(-1);
  if (!last || rows.length < limit) return rows;
  const ofLast = { from: `${chat}.${orderKey(last.ts)}`, before: `${chat}.${orderKey(last.ts + 1)}` };
  const same = await reader.list('messages', { ...range, ...ofLast });
  return [...rows.filter(({ ts }) => ts > last.ts), ...same];
}

/** What is said, and by whom it is known to be; not what only this device has to do with it. */
function isArchived({ state }: MessageRow): boolean {
  return state !== 'pending' && state !== 'failed' && state !== 'parked' && state !== 'notice';
}

function archived(row: MessageRow): MessageRow {
  const { sentTo, resentTo, arrival, unsent, refused, error, parkedReason, ...said } = row;
  if (!row.viewOnce) return said;
  const { attachments, ...once } = said; // it can be opened where it came in
  return once;
}

async function besides(reader: Reader): Promise<Pick<ArchivedRows, 'chats' | 'contacts' | 'avatars'>> {
  const [chats, contacts, avatars] = [
    await reader.list('chats'),
    await reader.list('contacts'),
    await reader.list('avatars'),
  ];
  return { chats, contacts, avatars };
}
