// The own name, words and picture. They lie at the server, encrypted, for those who are handed the keys: nobody else.
import { type AccountId, limits } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Draft } from '../drafts/draft.ts';
import { ParleyError } from '../errors.ts';
import { chatOf } from '../history/history.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { type ProfileRow, SELF } from '../store/schema.ts';
import { avatarRow } from './avatar.ts';
import { checkName } from './name.ts';
import type { Profile, ProfileChange, ProfileClient } from './profile-client.ts';
import { nextProfile } from './profile-keys.ts';
import type { Publishing } from './publishing.ts';
import type { ProfileReading } from './reading.ts';

type Deps = Pick<Context, 'profile' | 'work' | 'events' | 'clock'> & {
  readonly outbox: Pick<Outbox, 'enqueue'>;
  readonly publishing: Pick<Publishing, 'wake'>;
  readonly reading: Pick<ProfileReading, 'refresh'>;
};

export function createProfiles(deps: Deps): ProfileClient {
  const { profile, work, reading } = deps;
  return {
    async profile(account = profile.account) {
      if (account === profile.account) return ownProfile(await work.get('profile', SELF));
      await reading.refresh(account);
      const contact = await work.get('contacts', account);
      return contact ? seenOf(contact) : {};
    },
    setProfile: change => work.run(draft => setProfile(draft, change, deps)),
    async avatarOf(account) {
      return (await work.get('avatars', account))?.bytes;
    },
  };
}

async function setProfile(draft: Draft, change: ProfileChange, deps: Deps): Promise<void> {
  const before = await stored(draft);
  if (change.name !== undefined) checkName(change.name);
  const about = change.about === undefined ? before.about : checkedAbout(change.about);
  const avatar = takePicture(draft, change.avatar, before);
  const { avatar: _, about: __, ...rest } = before;
  const changed: ProfileRow = {
    ...rest,
    name: change.name ?? before.name,
    ...(about ? { about } : {}),
    ...(avatar ? { avatar } : {}),
    ...(change.aboutFor ? { aboutFor: change.aboutFor } : {}),
    ...(change.avatarFor ? { avatarFor: change.avatarFor } : {}),
  };
  if (isSame(ownProfile(before), ownProfile(changed))) return;
  await showOwn(draft, await nextProfile(draft, changed, deps), deps);
  draft.after(deps.publishing.wake);
}

/** In one's own chat too. */
export async function showOwn(draft: Draft, row: ProfileRow, { events }: Pick<Context, 'events'>): Promise<void> {
  const { about: _, avatar: __, ...contact } = (await draft.get('contacts', row.account)) ?? { account: row.account };
  const seen = { name: row.name, ...seenOf(row) };
  draft.put('contacts', { ...contact, phone: row.phone, ...seen });
  draft.after(() => events.emit('profile', seen));
}

function ownProfile(row: ProfileRow | undefined): Profile {
  return {
    ...(row ? seenOf(row) : {}),
    aboutFor: row?.aboutFor ?? 'contacts',
    avatarFor: row?.avatarFor ?? 'contacts',
  };
}

export function seenOf({ name, about, avatar }: Profile): Profile {
  return { ...(name ? { name } : {}), ...(about ? { about } : {}), ...(avatar ? { avatar } : {}) };
}

function isSame(a: Profile, b: Profile): boolean {
  const fields = ['name', 'about', 'avatar', 'aboutFor', 'avatarFor'] as const;
  return fields.every(field => a[field] === b[field]);
}

function checkedAbout(about: string): string {
  if ([...about].length > limits.maxAboutChars) throw new ParleyError('bad_about');
  return about.trim();
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

async function stored(draft: Draft): Promise<ProfileRow> {
  const row = await draft.get('profile', SELF);
  if (!row) throw new ParleyError('not_registered');
  return row;
}

/** Before a text leaves: from here on the other side is somebody the person talks to, and is handed both keys. */
export async function startSpeaking(draft: Draft, chat: AccountId): Promise<void> {
  const row = await chatOf(draft, chat);
  if (!row.spoken) draft.put('chats', { ...row, spoken: true });
}
