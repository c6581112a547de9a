import { randomBytes } from 'node:crypto';
import { type AccountId, type Limits, wireError } from '@parley/protocol';
import type { Clock } from '../lib/clock.ts';
import type { AccountStore } from './account-store.ts';
import type { AccountPrivacy, AddRefusers, Privacies } from './privacy.ts';
import type { PrivacyChange, StoredPrivacy } from './privacy-store.ts';
import { isSameHash, secretHash } from './secrets.ts';

export interface PrivacyDeps {
  readonly store: Pick<
    AccountStore,
    | 'account'
    | 'privacy'
    | 'changePrivacy'
    | 'privaciesAfter'
    | 'blockers'
    | 'addTerms'
    | 'addReport'
    | 'reports'
    | 'removeReport'
  >;
  readonly clock: Clock;
  readonly limits: Limits;
  /** Resolves once whoever has to keep to it knows it. */
  readonly onPrivacyChanged: (privacy: AccountPrivacy) => Promise<void>;
}

const PAGE_ACCOUNTS = 500;
const ID_BYTES = 16;

export function createPrivacies({ store, clock, limits, onPrivacyChanged }: PrivacyDeps): Privacies {
  /** Told also when nothing has changed: the last one who asked may not have got through. */
  async function change(account: AccountId, asked: PrivacyChange): Promise<StoredPrivacy | 'full'> {
    const changed = await store.changePrivacy(account, asked, limits.maxBlocked);
    if (changed !== 'full') await onPrivacyChanged({ account, ...changed });
    return changed;
  }

  const changeFreely = async (account: AccountId, asked: PrivacyChange): Promise<StoredPrivacy> =>
    (await change(account, asked)) as StoredPrivacy;

  return {
    privacy: store.privacy,
    addRefusers: createAddRefusers(store),
    async block(account, who) {
      if (who === account) return { ok: false, error: wireError('bad_request', 'Nobody can block himself.') };
      if (!(await store.account(who))) return { ok: false, error: wireError('unknown_account') };
      const changed = await change(account, { block: who });
      return changed === 'full' ? { ok: false, error: wireError('too_many_blocked') } : { ok: true, value: changed };
    },
    unblock: (account, who) => changeFreely(account, { unblock: who }),
    setPrivacy: (account, { presence, readReceipts, groups }) =>
      changeFreely(account, {
        ...(presence === undefined ? {} : { presence }),
        ...(readReceipts === undefined ? {} : { readReceipts }),
        ...(groups === undefined ? {} : { groups }),
      }),
    privaciesAfter: after => store.privaciesAfter(after, PAGE_ACCOUNTS),
    async report(reporter, reported, messages) {
      if (!(await store.account(reported))) return { ok: false, error: wireError('unknown_account') };
      const id = randomBytes(ID_BYTES).toString('hex');
      const report = { id, at: clock.now(), reporter, reported, messages: JSON.stringify(messages) };
      await store.addReport(report, limits.maxReports);
      return { ok: true, value: undefined };
    },
    async reports(limit) {
      return (await store.reports(limit)).map(report => ({ ...report, messages: JSON.parse(report.messages) }));
    },
    removeReport: store.removeReport,
  };
}

export function createAddRefusers(store: Pick<AccountStore, 'blockers' | 'addTerms'>): AddRefusers {
  return async (by, among, addKeys) => {
    const refusers = new Set(await store.blockers(by, among));
    for (const { account, addKeyHash } of await store.addTerms(among)) {
      const key = addKeys.get(account);
      if (!key || !addKeyHash || !isSameHash(secretHash(key), addKeyHash)) refusers.add(account);
    }
    return [...refusers];
  };
}
