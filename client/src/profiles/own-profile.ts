// The own name and picture. They are told, encrypted, to those the person has written to and to nobody else: every content
// there carries the name, and a Profile content of its own the picture.
import { type AccountId, isGroupId } from '@parley/protocol';
import type { Client, ProfileChange } from '../client.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../drafts/draft.ts';
import { ParleyError } from '../errors.ts';
import { chatOf } from '../history/history.ts';
import { newMessageId } from '../message-id.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { privacyOf } from '../privacy/own-privacy.ts';
import { type ProfileRow, SELF } from '../store/schema.ts';
import { tellShown } from '../sync/telling.ts';
import { avatarRow } from './avatar.ts';
import { checkName } from './name.ts';

type Deps = Pick<Context, 'profile' | 'work' | 'events' | 'clock'> & { readonly outbox: Pick<Outbox, 'enqueue'> };

export function createOwnProfile(deps: Deps): Pick<Client, 'setProfile' | 'avatarOf'> {
  return {
    setProfile: change => deps.work.run(draft => setProfile(draft, change, deps)),
    async avatarOf(account) {
      return (await deps.work.get('avatars', account))?.bytes;
    },
  };
}

async function setProfile(draft: Draft, change: ProfileChange, deps: Deps): Promise<void> {
  const before = await stored(draft);
  if (change.name !== undefined) checkName(change.name);
  const avatar = takePicture(draft, change.avatar, before);
  const { avatar: _, ...rest } = before;
  const changed: ProfileRow = { ...rest, name: change.name ?? before.name, ...(avatar ? { avatar } : {}) };
  if (changed.name === before.name && changed.avatar === before.avatar) return;
  const row = await tellShown(draft, changed, deps);
  draft.put('profile', row);
  const { account, phone, name } = row;
  draft.put('contacts', { ...(await draft.get('contacts', account)), account, phone, name, ...picture(row) });
  const { blocked } = await privacyOf(draft);
  for (const { chat, spoken } of await draft.list('chats')) {
    if (spoken && chat !== account && !isGroupId(chat) && !blocked.includes(chat)) await tell(draft, chat, row, deps);
  }
  draft.after(() => deps.events.emit('profile', { name, ...picture(row) }));
}

/** Stores or removes it; what it leads to as the own picture. */
function takePicture(
  draft: Draft,
  bytes: ProfileChange['avatar'],
  { account, avatar }: ProfileRow,
): string | undefined {
  if (bytes === undefined) return avatar;
  if (bytes === null) draft.remove('avatars', account);
  const row = bytes && avatarRow(account, bytes);
  if (row) draft.put('avatars', row);
  return row?.hash;
}

function picture({ avatar }: ProfileRow): { readonly avatar?: string } {
  return avatar ? { avatar } : {};
}

async function stored(draft: Draft): Promise<ProfileRow> {
  const row = await draft.get('profile', SELF);
  if (!row) throw new ParleyError('not_registered');
  return row;
}

/** Before a text leaves: from here on the other side is somebody the person talks to. */
export async function startSpeaking(draft: Draft, chat: AccountId, deps: Deps): Promise<void> {
  const row = await chatOf(draft, chat);
  const profile = await stored(draft);
  if (!row.spoken) draft.put('chats', { ...row, spoken: true });
  if (chat !== profile.account && row.toldAvatar !== profile.avatar) await tell(draft, chat, profile, deps);
}

async function tell(draft: Draft, chat: AccountId, profile: ProfileRow, { outbox }: Deps): Promise<void> {
  const { toldAvatar: _, ...row } = await chatOf(draft, chat);
  draft.put('chats', { ...row, ...(profile.avatar ? { toldAvatar: profile.avatar } : {}) });
  outbox.enqueue(draft, chat, newMessageId(), { kind: 'profile' });
}
