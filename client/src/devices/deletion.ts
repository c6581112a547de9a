// The person ends the account, with one request: the server tells its groups, in the one order that all see.
import { idBytes, signedBytes } from '@parley/protocol';
import type { Context } from '../context.ts';
import { type PrivateKey, sign } from '../crypto/crypto.ts';
import { ParleyError } from '../errors.ts';
import { endAccount } from '../http/api.ts';
import type { Http } from '../http/http.ts';
import { SELF } from '../store/schema.ts';

type Deps = Pick<Context, 'profile' | 'work' | 'env'> & { readonly http: Http };

export async function deleteAccount({ profile, work, env, http }: Deps, signal?: AbortSignal): Promise<void> {
  const key = (await work.get('profile', SELF))?.accountKey;
  if (!key) throw new ParleyError('no_account_key');
  const signed = signedBytes('parley account deletion 1', idBytes(profile.account));
  await endAccount(http, sign(key.privateKey as PrivateKey, signed, env.random), signal);
}
