// Profiles are kept for those who hold the key of one; the server sees sizes and when they change. Whom the person has
// blocked is told that there is none.
import { type AccountId, wireError } from '@parley/protocol';
import type { Outcome } from './accounts.ts';
import type { PrivacyStore } from './privacy-store.ts';
import type { NewProfile, ProfileStore, StoredProfile } from './profile-store.ts';

export interface Profiles {
  /** As `reader` may see it. */
  profile(account: AccountId, reader: AccountId): Promise<Outcome<StoredProfile>>;
  /** `stale_profile`: one of this version or a later one is there. */
  putProfile(account: AccountId, profile: NewProfile): Promise<Outcome<undefined>>;
}

export function createProfiles({ store }: { readonly store: ProfileStore & Pick<PrivacyStore, 'blockers'> }): Profiles {
  return {
    async profile(account, reader) {
      const isBlocked = (await store.blockers(reader, [account])).length > 0;
      const profile = isBlocked ? undefined : await store.profile(account);
      return profile ? { ok: true, value: profile } : { ok: false, error: wireError('no_profile') };
    },
    async putProfile(account, profile) {
      const kept = await store.putProfile(account, profile);
      return kept ? { ok: true, value: undefined } : { ok: false, error: wireError('stale_profile') };
    },
  };
}
