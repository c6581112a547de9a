// The end of an account, said by the person: with the account key, so that a device that was only linked cannot.
import { type AccountId, idBytes, signedBytes } from '@parley/protocol';
import { verifyXeddsa } from '../lib/xeddsa.ts';
import type { AccountStore } from './account-store.ts';
import type { Accounts } from './accounts.ts';
import { accountKeyOf } from './registration-list.ts';
import { refuse } from './registration-step.ts';

export function createDeletion(
  store: AccountStore,
  remove: (account: AccountId) => Promise<boolean>,
): Pick<Accounts, 'deleteAccount'> {
  return {
    async deleteAccount(account, signature) {
      const known = await store.account(account);
      if (!known?.phone) return refuse('unknown_account');
      const signed = signedBytes('parley account deletion 1', idBytes(account));
      if (signature.length !== 64 || !verifyXeddsa(await accountKeyOf(store, known), signed, signature))
        return refuse('bad_deletion');
      await remove(account);
      return { ok: true, value: undefined };
    },
  };
}
