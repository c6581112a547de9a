// The routes of profiles.
import { type AccountId, fromBase64, toBase64 } from '@parley/protocol';
import { ParleyError } from '../errors.ts';
import type { Http } from './http.ts';

export interface SealedProfile {
  readonly version: number;
  readonly profile: Uint8Array;
}

export interface OwnSealedProfile extends SealedProfile {
  readonly addKeyHash: string;
}

/** Throws `stale_profile`: one of this version or a later one is there. */
export async function putProfile(http: Http, { version, profile, addKeyHash }: OwnSealedProfile): Promise<void> {
  await http.json('PUT', '/v1/profile', { version, profile: toBase64(profile), addKeyHash });
}

/** Undefined: there is none, or none for this account. */
export async function fetchProfile(http: Http, account: AccountId): Promise<SealedProfile | undefined> {
  try {
    const { version, profile } = await http.json<Record<string, unknown>>('GET', `/v1/profile/${account}`);
    if (!Number.isSafeInteger(version) || typeof profile !== 'string') throw new ParleyError('bad_answer');
    return { version: version as number, profile: fromBase64(profile) };
  } catch (error) {
    if (error instanceof ParleyError && error.code === 'no_profile') return undefined;
    throw error;
  }
}
