// The account key goes to another own device, so that the first one can be given up: offered there by the person, taken here by
// the person, and only then forgotten where it was. And what else one own device tells the others of itself.

import { equalBytes } from '@parley/protocol';
import type { Client } from '../client.ts';
import type { Context } from '../context.ts';
import { keyPairFrom } from '../crypto/crypto.ts';
import type { Draft } from '../drafts/draft.ts';
import { asParleyError, errorInfo, ParleyError } from '../errors.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { type ProfileRow, SELF } from '../store/schema.ts';
import { tellOwnDevices } from '../sync/own-sync.ts';
import type { OwnDeviceNews } from '../sync/receiving-sync.ts';
import type { AccountKey } from './account-key.ts';

type Deps = Context & { readonly accountKey: AccountKey };

async function stored(draft: Draft): Promise<ProfileRow> {
  const row = await draft.get('profile', SELF);
  if (!row) throw new ParleyError('not_registered');
  return row;
}

export function createOwnDeviceNews({ profile, env, notify, accountKey }: Deps): OwnDeviceNews {
  /** Where the key is not, somebody else does it; where the server cannot be asked, the person sees the device and can. */
  async function takeOffList(device: number): Promise<void> {
    if (!(await accountKey.isHere())) return;
    await accountKey.changeList(({ devices }) => ({ devices: devices.filter(each => each.device !== device) }));
  }

  return {
    async left(draft, device) {
      draft.after(() => {
        takeOffList(device).catch(error => notify({ kind: 'problem', error: errorInfo(asParleyError(error)) }));
      });
    },
    async offered(draft, from, privateKey) {
      const pair = privateKey.length === 32 ? await keyPairFrom(privateKey, env) : undefined;
      const row = await draft.get('accounts', profile.account);
      const before = await stored(draft);
      // Another key would sign nothing that anybody takes.
      if (!pair || !row || before.accountKey || !equalBytes(pair.publicKey, row.accountKey)) return;
      draft.put('profile', { ...before, offeredKey: { pair, from } });
      draft.after(() => notify({ kind: 'account_key_offered', device: from }));
    },
    async taken(draft, publicKey) {
      const { accountKey: key, ...rest } = await stored(draft);
      if (key && equalBytes(key.publicKey, publicKey)) draft.put('profile', rest);
    },
  };
}

type Moving = Pick<Client, 'offerAccountKey' | 'accountKeyOffer' | 'takeAccountKey'>;

export function createKeyMove({ profile, work, outbox, accountKey }: Deps & { readonly outbox: Outbox }): Moving {
  return {
    async offerAccountKey(device) {
      if (!(await accountKey.isHere())) throw new ParleyError('no_account_key');
      await work.run(async draft => {
        const { accountKey: key } = await stored(draft);
        const own = await draft.get('accounts', profile.account);
        const isOther = device !== profile.device && own?.devices.some(each => each.device === device);
        if (!key || !isOther) throw new ParleyError('unknown_device');
        await tellOwnDevices(draft, { accountKey: { privateKey: key.privateKey } }, { profile, outbox }, device);
      });
    },
    accountKeyOffer: async () => (await work.get('profile', SELF))?.offeredKey?.from,
    takeAccountKey: () =>
      work.run(async draft => {
        const { offeredKey, ...rest } = await stored(draft);
        if (!offeredKey) throw new ParleyError('no_account_key', { message: 'No other device has offered it.' });
        draft.put('profile', { ...rest, accountKey: offeredKey.pair });
        await tellOwnDevices(draft, { accountKeyTaken: { publicKey: offeredKey.pair.publicKey } }, { profile, outbox });
      }),
  };
}
