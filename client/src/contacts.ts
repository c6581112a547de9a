import { type AccountId, idBytes, parseAccountId, parseUsername } from '@parley/protocol';
import type { Client } from './client.ts';
import type { Context } from './context.ts';
import { safetyNumber } from './crypto/crypto.ts';
import type { Directory } from './devices/directory.ts';
import { ParleyError } from './errors.ts';
import { isVerified } from './history/chats.ts';
import { fetchUsername, lookUp, lookUpUsername, putUsername } from './http/api.ts';
import type { Http } from './http/http.ts';
import { normalPhone } from './phone.ts';
import type { SyncDeps } from './sync/own-sync.ts';
import { tellVerified } from './sync/telling.ts';

type Contacts = Pick<Client, 'resolve' | 'username' | 'setUsername' | 'safetyNumber' | 'markVerified'>;
type Deps = Context & SyncDeps & { readonly directory: Directory; readonly http: Http };

/** Who is behind a number, and whether the person has made sure of it. */
export function createContacts(deps: Deps): Contacts {
  const { profile, work, env, directory, http } = deps;
  async function find(phone: string, signal: AbortSignal | undefined): Promise<AccountId> {
    const [known] = await work.list('contacts', { index: 'byPhone', from: phone, before: `${phone}\0` });
    if (known) return known.account;
    const account = await lookUp(http, phone, signal);
    if (!account) throw new ParleyError('unknown_phone');
    await work.run(async draft => draft.put('contacts', { ...(await draft.get('contacts', account)), account, phone }));
    return account;
  }

  /** Names change hands: none is answered from what is known here. */
  async function findByName(text: string, signal: AbortSignal | undefined): Promise<AccountId> {
    const username = parseUsername(text);
    if (!username) throw new ParleyError('bad_username');
    const account = await lookUpUsername(http, username, signal);
    if (!account) throw new ParleyError('unknown_username');
    await work.run(async draft =>
      draft.put('contacts', { ...(await draft.get('contacts', account)), account, username }),
    );
    return account;
  }

  return {
    username: () => fetchUsername(http),
    setUsername: name => putUsername(http, name),
    async resolve(to, signal) {
      const account = parseAccountId(to);
      if (account) return account;
      if (to.trim().startsWith('@')) return findByName(to, signal);
      if (!to.trim().startsWith('+')) throw new ParleyError('bad_recipient');
      return find(normalPhone(to), signal);
    },
    async safetyNumber(peer) {
      const own = await directory.ensure(profile.account);
      const their = await directory.ensure(peer);
      const ownSide = { id: idBytes(profile.account), publicKey: own.accountKey };
      const theirSide = { id: idBytes(peer), publicKey: their.accountKey };
      const number = await safetyNumber(ownSide, theirSide, env.primitives);
      return { ...number, verified: await isVerified(work, await work.get('contacts', peer)) };
    },
    async markVerified(peer, verified) {
      const { accountKey } = await directory.ensure(peer);
      await work.run(async draft => {
        const { verifiedKey: _, ...contact } = (await draft.get('contacts', peer)) ?? { account: peer };
        // The key that was compared, so that the mark lapses by itself when another takes its place.
        const row = verified ? { ...contact, verifiedKey: accountKey } : contact;
        draft.put('contacts', await tellVerified(draft, row, deps));
      });
    },
  };
}
