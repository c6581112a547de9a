// What comes of a message before the archive brings it: how far it has got, that it is read or marked. Kept for as long as
// the archive is on its way, so that all devices end alike; what was *done* with it waits in acts/keeping.ts.
import type { AccountId, ChatId, MessageId } from '@parley/protocol';
import type { Draft } from '../drafts/draft.ts';
import { furtherState } from '../history/history.ts';
import { type MessageRow, messageKey, SELF, type SetAt } from '../store/schema.ts';
import { isLaterSet } from '../sync/own-sync.ts';
import { noneYet } from './archive-rows.ts';

export interface EarlyMarks {
  readonly messages?: { readonly [message: string]: EarlyMark };
}

interface EarlyMark {
  readonly deliveredAt?: number;
  readonly readAt?: number;
  readonly seen?: true;
  readonly star?: SetAt & { readonly starred: boolean };
}

/** What may come meanwhile; of more the oldest are forgotten, and cost a tick or a mark. */
const MOST = 1_000;

export async function noteEarly(draft: Draft, message: string, mark: EarlyMark): Promise<void> {
  await change(draft, ({ messages = {}, ...rest }) => {
    const { [message]: before, ...others } = messages;
    const kept = Object.entries(others).slice(-(MOST - 1));
    return { ...rest, messages: { ...Object.fromEntries(kept), [message]: { ...before, ...laterStar(before, mark) } } };
  });
}

/** In a chat, whoever has written it: who says how far it has got says it of that chat alone. */
export const nameInChat = (chat: ChatId, id: MessageId): string => `${chat} ${id}`;

/** The row of the archive with what has come of it before. */
export function withEarly(row: MessageRow, marks: EarlyMarks | undefined, self: AccountId): MessageRow {
  const { star } = marks?.messages?.[messageKey(row.author, row.id)] ?? {};
  const heard = marks?.messages?.[nameInChat(row.chat, row.id)] ?? {};
  const { deliveredAt, readAt } = row.author === self ? heard : {};
  const reached = readAt ? 'read' : deliveredAt ? 'delivered' : row.state;
  const times = { ...(deliveredAt ? { deliveredAt } : {}), ...(readAt ? { readAt } : {}), ...row.times };
  const { starredAt, starSet, ...plain } = row;
  const { at, by, starred } =
    star && isLaterSet(star, starSet) ? star : { ...starSet, starred: starredAt !== undefined };
  return {
    ...plain,
    ...(Object.keys(times).length > 0 ? { times } : {}),
    ...(heard.seen && row.unread ? { unread: false } : {}),
    state: row.author === self ? furtherState(row.state, reached) : row.state,
    ...(at === undefined || by === undefined ? {} : { starSet: { at, by } }),
    ...(starred ? { starredAt: starredAt ?? at } : {}),
  };
}

function laterStar(before: EarlyMark | undefined, mark: EarlyMark): EarlyMark {
  const { star, ...rest } = mark;
  return star && isLaterSet(star, before?.star) ? mark : rest;
}

/** Nothing where all there is has come. */
async function change(draft: Draft, next: (marks: EarlyMarks) => EarlyMarks): Promise<void> {
  const row = await draft.get('profile', SELF);
  const archive = row?.archive ?? (row?.historyWanted ? noneYet : undefined);
  if (row && archive && !archive.incomplete)
    draft.put('profile', { ...row, archive: { ...archive, early: next(archive.early ?? {}) } });
}
