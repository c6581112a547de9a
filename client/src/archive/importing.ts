// Puts a part of the archive where it belongs. What this device has already stays as it is: it may know better.
import { withWaitingActs } from '../acts/applying.ts';
import { changeQuotes, quoteNow, quoteOfNow } from '../acts/following.ts';
import { rowAfter, stampedActs } from '../acts/rules.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../drafts/draft.ts';
import type { Work } from '../drafts/work.ts';
import { arrangedIn, chatOf, furtherState, putMessage, tombstone } from '../history/history.ts';
import { type ChatRow, type ContactRow, type MessageRow, messageKey, SELF } from '../store/schema.ts';
import { isLaterSet } from '../sync/own-sync.ts';
import { withEarly } from './early-marks.ts';
import type { ArchivedRows } from './part-file.ts';

/** Others wait meanwhile. */
const TOGETHER = 100;

type Deps = Pick<Context, 'profile' | 'events' | 'clock'>;

export async function importRows(work: Work, rows: ArchivedRows, deps: Deps): Promise<void> {
  await work.run(async draft => {
    for (const contact of rows.contacts ?? []) await importContact(draft, contact);
    for (const avatar of rows.avatars ?? []) {
      if (!(await draft.get('avatars', avatar.account))) draft.put('avatars', avatar);
    }
    for (const chat of rows.chats ?? []) await importChat(draft, chat);
  });
  for (let at = 0; at < rows.messages.length; at += TOGETHER) {
    await work.run(async draft => {
      const early = (await draft.get('profile', SELF))?.archive?.early;
      for (const row of rows.messages.slice(at, at + TOGETHER)) {
        await importMessage(draft, withEarly(row, early, deps.profile.account), deps);
      }
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

/** How it is set up: what is in it comes with its messages. What was taken away there is gone from them already. */
async function importChat(draft: Draft, told: ChatRow): Promise<void> {
  const known = await chatOf(draft, told.chat);
  const { newestTs, unread, last, reaction, goneUpTo, draft: _, set, ...arranged } = told;
  if (known.set && !(set && isLaterSet(set, known.set))) return draft.put('chats', known);
  const { archived, markedUnread, pinnedAt, mutedUntil, ...rest } = known;
  draft.put('chats', { ...arranged, ...rest, ...arrangedIn(told), ...(set ? { set } : {}) });
}

async function importMessage(draft: Draft, row: MessageRow, { profile, events, clock }: Deps): Promise<void> {
  const known = await draft.get('messages', messageKey(row.author, row.id));
  if (known?.deletedAt) return;
  // The chat was taken away while this was on its way.
  const { goneUpTo = 0 } = await chatOf(draft, row.chat);
  if (!known && row.ts <= goneUpTo) return draft.put('messages', tombstone(row, clock.now()));
  const quote = row.quote && (await quoteNow(draft, row.quote, row.chat));
  const told: MessageRow = { ...row, outgoing: row.author === profile.account, ...(quote ? { quote } : {}) };
  const isNew = !known || known.state === 'parked';
  const next = isNew ? await withWaitingActs(draft, told) : merged(known, told);
  await putMessage(draft, next, known);
  if (next.edit || next.withdrawn) await changeQuotes(draft, quoteOfNow(next), { events });
}

/** Of what is there already, how far it has got and what was done with it: that may have been before this device was there. */
function merged(known: MessageRow, told: MessageRow): MessageRow {
  const state = known.outgoing ? furtherState(known.state, told.state) : known.state;
  const times = { ...told.times, ...known.times };
  const unread = known.unread && told.unread;
  const isStarNews = told.starSet !== undefined && isLaterSet(told.starSet, known.starSet);
  const { starredAt, starSet, ...rest } = known;
  const star = isStarNews ? told : known;
  const row: MessageRow = {
    ...rest,
    state,
    ...(known.unread === undefined ? {} : { unread: unread ?? false }),
    ...(Object.keys(times).length > 0 ? { times } : {}),
    ...(star.starredAt === undefined ? {} : { starredAt: star.starredAt }),
    ...(star.starSet === undefined ? {} : { starSet: star.starSet }),
  };
  return stampedActs(told).reduce((now, done) => rowAfter(now, done) ?? now, row);
}
