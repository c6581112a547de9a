// Puts a part of the archive where it belongs. What this device has already stays as it is: it may know better.
import type { Context } from '../context.ts';
import type { Draft } from '../drafts/draft.ts';
import type { Work } from '../drafts/work.ts';
import { chatOf, putMessage } from '../history/history.ts';
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
  draft.put('contacts', { ...contact, ...known });
}

/** How it is set up: what is in it comes with its messages. */
async function importChat(draft: Draft, told: ChatRow): Promise<void> {
  const known = await chatOf(draft, told.chat);
  const { newestTs, unread, last, reaction, draft: _, set, ...arranged } = told;
  const isNews = !known.set || (set && isLaterSet(set, known.set));
  draft.put('chats', isNews ? { ...known, ...arranged, ...(set ? { set } : {}) } : { ...arranged, ...known });
}

async function importMessage(draft: Draft, row: MessageRow, self: string): Promise<void> {
  const known = await draft.get('messages', messageKey(row.author, row.id));
  if (known && known.state !== 'parked') return;
  await putMessage(draft, { ...row, outgoing: row.author === self }, known);
}
