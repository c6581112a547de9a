// Puts a part of the archive where it belongs. What this device has already stays as it is: it may know better.
import type { Context } from '../context.ts';
import type { Draft } from '../drafts/draft.ts';
import type { Work } from '../drafts/work.ts';
import { chatOf, furtherState, putMessage } from '../history/history.ts';
import { type ChatRow, type ContactRow, type MessageRow, messageKey } from '../store/schema.ts';
import { isLaterSet } from '../sync/own-sync.ts';
import type { ArchivedRows } from './part-file.ts';

/** Others wait meanwhile. */
const TOGETHER = 100;

export async function importRows(work: Work, rows: ArchivedRows, { profile }: Pick<Context, 'profile'>): Promise<void> {
  await work.run(async draft => {
    for (const contact of rows.contacts ?? []) await importContact(draft, contact);
    for (const avatar of rows.avatars ?? []) {
      if (!(await draft.get('avatars', avatar.account))) draft.put('avatars', avatar);
    }
    for (const chat of rows.chats ?? []) await importChat(draft, chat);
  });
  for (let at = 0; at < rows.messages.length; at += TOGETHER) {
    await work.run(async draft => {
      for (const row of rows.messages.slice(at, at + TOGETHER)) await importMessage(draft, row, profile.account);
    });
  }
}

async function importContact(draft: Draft, contact: ContactRow): Promise<void> {
  const known = await draft.get('contacts', contact.account);
  const { verifiedKey, verifiedSet, ...told } = contact;
  const isNews = verifiedSet !== undefined && isLaterSet(verifiedSet, known?.verifiedSet);
  if (!isNews) return draft.put('contacts', { ...told, ...known });
  const { verifiedKey: _, ...rest } = known ?? { account: contact.account };
  draft.put('contacts', { ...told, ...rest, verifiedSet, ...(verifiedKey ? { verifiedKey } : {}) });
}

/** How it is set up: what is in it comes with its messages. */
async function importChat(draft: Draft, told: ChatRow): Promise<void> {
  const known = await chatOf(draft, told.chat);
  const { newestTs, unread, last, reaction, draft: _, set, ...arranged } = told;
  if (known.set && !(set && isLaterSet(set, known.set))) return draft.put('chats', known);
  const { archived, markedUnread, pinnedAt, mutedUntil, ...rest } = known;
  draft.put('chats', { ...arranged, ...rest, ...arrangedIn(told), ...(set ? { set } : {}) });
}

function arrangedIn({ archived, markedUnread, pinnedAt, mutedUntil }: ChatRow): Partial<ChatRow> {
  return {
    ...(archived ? { archived } : {}),
    ...(markedUnread ? { markedUnread } : {}),
    ...(pinnedAt === undefined ? {} : { pinnedAt }),
    ...(mutedUntil === undefined ? {} : { mutedUntil }),
  };
}

async function importMessage(draft: Draft, row: MessageRow, self: string): Promise<void> {
  const known = await draft.get('messages', messageKey(row.author, row.id));
  const told: MessageRow = { ...row, outgoing: row.author === self };
  if (known?.deletedAt) return;
  if (!known || known.state === 'parked') return putMessage(draft, told, known);
  await putMessage(draft, merged(known, told), known);
}

/** Of what is there already, how far it has got: what was heard of it before it came could not be kept. */
function merged(known: MessageRow, told: MessageRow): MessageRow {
  const state = known.outgoing ? furtherState(known.state, told.state) : known.state;
  const times = { ...told.times, ...known.times };
  const unread = known.unread && told.unread;
  const isStarNews = told.starSet !== undefined && isLaterSet(told.starSet, known.starSet);
  const { starredAt, starSet, ...rest } = known;
  const star = isStarNews ? told : known;
  return {
    ...rest,
    state,
    ...(known.unread === undefined ? {} : { unread: unread ?? false }),
    ...(Object.keys(times).length > 0 ? { times } : {}),
    ...(star.starredAt === undefined ? {} : { starredAt: star.starredAt }),
    ...(star.starSet === undefined ? {} : { starSet: star.starSet }),
  };
}
