// Takes in what the person has arranged on another own device. What cannot be read is left out: it arranges nothing else.
import {
  type AccountId,
  accountIdFrom,
  type ChatId,
  type MessageId,
  messageIdFrom,
  parseAccountId,
  parseGroupId,
  type wire,
} from '@parley/protocol';
import type { ArchiveRoom } from '../archive/archive-room.ts';
import { noteEarly } from '../archive/early-marks.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../drafts/draft.ts';
import { arrangedIn, chatOf, emptied, putMessage, removeMessage, toMessage, withoutUpTo } from '../history/history.ts';
import type { Origin } from '../inbox/envelope.ts';
import { isName } from '../profiles/name.ts';
import { showOwn } from '../profiles/own-profile.ts';
import { ownProfileFrom } from '../profiles/own-profile-wire.ts';
import type { Publishing } from '../profiles/publishing.ts';
import { type ChatRow, type MessageRow, messageKey, type ProfileRow, SELF, type SetAt } from '../store/schema.ts';
import { startingWith } from '../store/store.ts';
import { receiveDraft } from './drafts.ts';
import { isLaterSet } from './own-sync.ts';

export type ReceivingSyncDeps = Pick<Context, 'profile' | 'events' | 'clock'> & {
  /** Another device has ended itself, offers the account key, or has taken it. */
  readonly ownDevices: OwnDeviceNews;
  readonly archive: Pick<ArchiveRoom, 'begin' | 'received'>;
  readonly publishing: Pick<Publishing, 'wake'>;
};

export interface OwnDeviceNews {
  left(draft: Draft, device: number): Promise<void>;
  offered(draft: Draft, from: number, privateKey: Uint8Array): Promise<void>;
  taken(draft: Draft, publicKey: Uint8Array): Promise<void>;
}

export async function receiveSync(
  draft: Draft,
  { device, ts }: Pick<Origin, 'device' | 'ts'>,
  sync: wire.OwnSync.$Properties,
  deps: ReceivingSyncDeps,
): Promise<void> {
  const { chat, deleted, star, profile, verified, leaving, accountKey, accountKeyTaken } = sync;
  const { archive, archiveWanted, draft: written } = sync;
  const setBy = (at: number | null | undefined): SetAt => ({ at: at ?? 0, by: device });
  if (chat) await chatSettings(draft, chat, setBy(chat.at));
  const writtenIn = chatIdIn(written?.chat);
  if (written && writtenIn) await receiveDraft(draft, writtenIn, written.text ?? '', setBy(written.at));
  if (deleted) await deletion(draft, deleted, ts, deps);
  if (star) await starring(draft, star, setBy(star.at), deps);
  if (profile) await shown(draft, profile, setBy(profile.at), deps);
  if (verified) await verification(draft, verified, setBy(verified.at));
  if (archive) await deps.archive.received(draft, device, archive);
  if (archiveWanted) await deps.archive.begin(draft, device, archiveWanted.ofAnyone ?? false);
  if (leaving) await deps.ownDevices.left(draft, device);
  if (accountKey) await deps.ownDevices.offered(draft, device, accountKey.privateKey ?? new Uint8Array());
  if (accountKeyTaken) await deps.ownDevices.taken(draft, accountKeyTaken.publicKey ?? new Uint8Array());
}

const chatIdIn = (text: string | null | undefined): ChatId | undefined =>
  parseAccountId(text ?? '') ?? parseGroupId(text ?? '');

async function chatSettings(draft: Draft, settings: wire.ChatSettings.$Properties, set: SetAt): Promise<void> {
  const id = chatIdIn(settings.chat);
  if (!id) return;
  const row = await chatOf(draft, id);
  if (!isLaterSet(set, row.set)) return;
  const { archived: _, markedUnread: __, pinnedAt: ___, mutedUntil: ____, ...rest } = row;
  const next: ChatRow = {
    ...rest,
    set,
    ...(settings.archived ? { archived: true } : {}),
    ...(settings.markedUnread ? { markedUnread: true } : {}),
    ...(settings.pinnedAt ? { pinnedAt: settings.pinnedAt } : {}),
    ...(settings.mutedUntil ? { mutedUntil: settings.mutedUntil } : {}),
  };
  draft.put('chats', next);
}

interface Named {
  readonly author: AccountId;
  readonly id: MessageId;
}

function namesIn(names: readonly wire.MessageName.$Properties[] | null | undefined): Named[] {
  return (names ?? []).flatMap(({ author, id }) =>
    author?.length === 16 && id?.length === 16 ? [{ author: accountIdFrom(author), id: messageIdFrom(id) }] : [],
  );
}

async function deletion(
  draft: Draft,
  { chat, messages, wholeChatUpTo }: wire.OwnDeletion.$Properties,
  ts: number,
  deps: ReceivingSyncDeps,
): Promise<void> {
  const id = chatIdIn(chat);
  if (!id) return;
  if (wholeChatUpTo) return deleteWholeChat(draft, id, wholeChatUpTo, deps);
  const gone: MessageId[] = [];
  for (const { author, id: message } of namesIn(messages)) {
    const row = await draft.get('messages', messageKey(author, message));
    const now = deps.clock.now();
    if (row && row.chat === id && !row.deletedAt) await removeMessage(draft, row, now);
    else if (!row) draft.put('messages', notComeYet({ author, id: message }, id, ts, now, deps.profile.account));
    gone.push(message);
  }
  draft.after(() => deps.events.emit('removed', { chat: id, ids: gone }));
}

/** It may still come, and is not to be shown then (D4). */
function notComeYet({ author, id }: Named, chat: ChatId, ts: number, now: number, self: AccountId): MessageRow {
  const outgoing = author === self;
  const state = outgoing ? 'read' : 'received';
  return { id, author, authorDevice: 0, chat, outgoing, ts, state, deletedAt: now };
}

async function deleteWholeChat(draft: Draft, chat: ChatId, upTo: number, { events, clock }: ReceivingSyncDeps) {
  const rows = await draft.list('messages', { index: 'byChat', ...startingWith(`${chat}.`) });
  const gone = rows.filter(row => row.ts <= upTo && row.state !== 'pending');
  for (const row of gone) await removeMessage(draft, row, clock.now());
  const chatToo = gone.length === rows.length;
  const row = await chatOf(draft, chat);
  // How it is set up comes for itself, and may have been set later here.
  draft.put('chats', chatToo ? { ...emptied(row, upTo), ...arrangedIn(row) } : withoutUpTo(row, upTo));
  const ids = gone.map(row => row.id);
  draft.after(() => events.emit('removed', { chat, ids, ...(chatToo ? { chatToo } : {}) }));
}

async function starring(
  draft: Draft,
  { messages, starred }: wire.OwnStar.$Properties,
  set: SetAt,
  deps: ReceivingSyncDeps,
) {
  for (const { author, id } of namesIn(messages)) {
    const before = await draft.get('messages', messageKey(author, id));
    if (!before) await noteEarly(draft, messageKey(author, id), { star: { ...set, starred: starred ?? false } });
    if (!before || before.deletedAt || !isLaterSet(set, before.starSet)) continue;
    const { starredAt: _, ...rest } = before;
    const row: MessageRow = { ...rest, starSet: set, ...(starred ? { starredAt: set.at } : {}) };
    await putMessage(draft, row, before);
    draft.after(() => deps.events.emit('status', toMessage(row)));
  }
}

async function shown(draft: Draft, told: wire.OwnProfile.$Properties, set: SetAt, deps: ReceivingSyncDeps) {
  const before = await draft.get('profile', SELF);
  if (!before || !isName(told.name ?? '')) return;
  const { shownSet, profileVersion = 0 } = before;
  const version = Math.max(profileVersion, told.version ?? 0);
  if (!isLaterSet(set, shownSet)) {
    // It may have put its own at the server after this one: what counts is put there once more.
    if (set.at === shownSet?.at && set.by === shownSet.by) return;
    draft.put('profile', { ...before, profileVersion: version + 1, unpublished: true });
    draft.after(deps.publishing.wake);
    return;
  }
  const { about: _, avatar: __, unpublished: ___, ...rest } = before;
  const { picture, ...fields } = ownProfileFrom(told, before.account);
  if (picture) draft.put('avatars', picture);
  else draft.remove('avatars', before.account);
  const row: ProfileRow = { ...rest, ...fields, profileVersion: version, shownSet: set };
  draft.put('profile', row);
  await showOwn(draft, row, deps);
}

async function verification(draft: Draft, { account, accountKey }: wire.ContactVerified.$Properties, set: SetAt) {
  if (account?.length !== 16) return;
  const peer = accountIdFrom(account);
  const { verifiedKey: _, ...contact } = (await draft.get('contacts', peer)) ?? { account: peer };
  if (!isLaterSet(set, contact.verifiedSet)) return;
  const key = accountKey?.length ? { verifiedKey: accountKey.slice() } : {};
  draft.put('contacts', { ...contact, ...key, verifiedSet: set });
}
