// Makes an entry that has been taken part of what the device remembers: the row, the icon, lines in the chat.
import { type AccountId, equalBytes } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Draft } from '../drafts/draft.ts';
import { putMessage, toMessage } from '../history/history.ts';
import type { ChatNotice } from '../history/notice.ts';
import { newMessageId } from '../message-id.ts';
import { avatarRow, isPicture } from '../profiles/avatar.ts';
import type { GroupRow, MessageRow } from '../store/schema.ts';
import { startingWith } from '../store/store.ts';
import type { TakenEntry } from './entries.ts';
import { shownGroup } from './shown-group.ts';

type Deps = Pick<Context, 'profile' | 'events' | 'work'>;

export async function keepEntry(
  draft: Draft,
  before: GroupRow | undefined,
  { row, notices }: TakenEntry,
  ts: number,
  deps: Deps,
): Promise<void> {
  const own = deps.profile.account;
  const [was, is] = [before?.state.members.has(own) ?? false, row.state.members.has(own)];
  draft.put('groups', row);
  keepIcon(draft, before, row);
  // What went on before one came, and after one had left, is none of one's business.
  if (was || is) for (const said of notices) await addGroupNotice(draft, row, said, ts, deps);
  if (was && !is) await clearUnread(draft, row, deps);
  tellGroup(draft, row, deps);
}

export function tellGroup(draft: Draft, row: GroupRow, { profile, events, work }: Deps): void {
  draft.after(() => {
    // A client that is being closed has nobody to tell.
    shownGroup(work, row, profile).then(
      group => events.emit('group', group),
      () => {},
    );
  });
}

function keepIcon(draft: Draft, before: GroupRow | undefined, { group, state }: GroupRow): void {
  if (before && equalBytes(before.state.icon, state.icon)) return;
  if (isPicture(state.icon)) draft.put('avatars', avatarRow(group, state.icon));
  else if (before) draft.remove('avatars', group);
}

export async function addGroupNotice(
  draft: Draft,
  { group }: GroupRow,
  { author, notice }: { readonly author: AccountId; readonly notice: ChatNotice },
  ts: number,
  { profile, events }: Deps,
): Promise<void> {
  const place = { id: newMessageId(), author, authorDevice: 0, chat: group, ts };
  const row: MessageRow = { ...place, outgoing: author === profile.account, state: 'notice', notice };
  await putMessage(draft, row);
  draft.after(() => events.emit('message', toMessage(row)));
}

/** F25: who has left, on whichever device, is not called back by what was unread. */
async function clearUnread(draft: Draft, { group }: GroupRow, { events }: Deps): Promise<void> {
  for (const row of await draft.list('messages', { index: 'unread', ...startingWith(`${group}.`) })) {
    const read = { ...row, unread: false };
    await putMessage(draft, read, row);
    draft.after(() => events.emit('status', toMessage(read)));
  }
}
