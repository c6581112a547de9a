// The keys of the own profile, and who is handed them: whoever the person has written to gets both, members of a group in
// common the one for everybody.
import type { wire } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Draft, Reader } from '../drafts/draft.ts';
import { type ProfileRow, SELF } from '../store/schema.ts';
import type { SyncDeps } from '../sync/own-sync.ts';
import { tellShown } from '../sync/telling.ts';
import type { ProfileKeys } from './profile-cipher.ts';

const KEY_BYTES = 32;

export function newProfileKeys({ random }: Pick<Context['env'], 'random'>): ProfileKeys {
  return { key: random(KEY_BYTES), contactKey: random(KEY_BYTES) };
}

/** What a content carries; undefined: nothing. */
export async function profileKeyFor(
  reader: Reader,
  to: 'contact' | 'member' | undefined,
): Promise<wire.ProfileKey.$Properties | undefined> {
  const row = to && (await reader.get('profile', SELF));
  if (!row?.profileKeys) return undefined;
  const { key, contactKey } = row.profileKeys;
  const told = { key, version: row.profileVersion ?? 0, name: row.name };
  return to === 'contact' ? { ...told, contactKey } : told;
}

/** The row as the next version, to be published: stored, and told to the own devices. */
export async function nextProfile(draft: Draft, row: ProfileRow, deps: SyncDeps): Promise<ProfileRow> {
  const next = { ...row, profileVersion: (row.profileVersion ?? 0) + 1, unpublished: true } as const;
  const told = await tellShown(draft, next, deps);
  draft.put('profile', told);
  return told;
}

/** Whoever holds the old keys learns of no further change. */
export async function renewProfileKeys(draft: Draft, deps: SyncDeps & Pick<Context, 'env'>): Promise<void> {
  const row = await draft.get('profile', SELF);
  if (row?.profileKeys) await nextProfile(draft, { ...row, profileKeys: newProfileKeys(deps.env) }, deps);
}
