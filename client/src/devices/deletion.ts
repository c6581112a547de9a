// The person ends the account. The groups hear it first, from the person: an event of theirs, in the one order that all see.
import { idBytes, signedBytes } from '@parley/protocol';
import type { Client } from '../client.ts';
import type { Context } from '../context.ts';
import { type PrivateKey, sign } from '../crypto/crypto.ts';
import { asParleyError, ParleyError } from '../errors.ts';
import type { Roster } from '../groups/roster.ts';
import { endAccount } from '../http/api.ts';
import type { Http } from '../http/http.ts';
import { SELF } from '../store/schema.ts';
import { learnGroups } from '../sync/first-groups.ts';

type Deps = Context & {
  readonly http: Http;
  readonly roster: Roster;
  readonly leaveGroup: Client['leaveGroup'];
};

/** Whatever was done before it broke off, done again it goes on. */
export async function deleteAccount(deps: Deps, signal?: AbortSignal): Promise<void> {
  const { profile, work, env, http } = deps;
  const key = (await work.get('profile', SELF))?.accountKey;
  if (!key) throw new ParleyError('no_account_key');
  await learnGroups(deps);
  for (const { group, state } of await work.list('groups')) {
    if (state.members.has(profile.account)) await deps.leaveGroup(group, signal).catch(unlessForGood);
  }
  const signed = signedBytes('parley account deletion 1', idBytes(profile.account));
  await endAccount(http, sign(key.privateKey as PrivateKey, signed, env.random), signal);
}

/** A group that cannot be left, because its history does not hold, must not keep the person. */
function unlessForGood(error: unknown): void {
  const { temporary, code } = asParleyError(error);
  if (temporary || code === 'closed' || code === 'unauthorized') throw error;
}
