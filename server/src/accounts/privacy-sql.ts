// What people have set about others seeing them, and their reports.
import type { AccountId } from '@parley/protocol';
import type { Kysely, Selectable } from 'kysely';
import type { SqlDatabase } from '../lib/sql-database.ts';
import type { AccountTables } from './account-schema-sql.ts';
import type { AddTerms, PrivacyChange, PrivacyStore, StoredPrivacy, StoredReport } from './privacy-store.ts';

type Db = Kysely<AccountTables>;

/** What everybody begins with. */
const UNSET = { version: 0, presence: 'everyone', read_receipts: 1, added_by: 'everyone' } as const;

export function privacyIn({ db, transaction: transact, snapshot, locking }: SqlDatabase<AccountTables>): PrivacyStore {
  return {
    privacy: account => snapshot(transaction => privacyOf(transaction, account)),
    changePrivacy: (account, change, maxBlocked) =>
      transact(async transaction => {
        const owner = transaction.selectFrom('accounts').select('id').where('id', '=', account);
        await locking(owner).execute(); // one change of an account at a time
        return changePrivacy(transaction, account, change, maxBlocked);
      }),
    privaciesAfter: (after, limit) => snapshot(transaction => privaciesAfter(transaction, after, limit)),
    async blockers(of, among) {
      if (among.length === 0) return [];
      const rows = db.selectFrom('blocks').select('account').where('blocked', '=', of);
      return (await rows.where('account', 'in', [...among]).execute()).map(({ account }) => account as AccountId);
    },
    addTerms: among => (among.length === 0 ? Promise.resolve([]) : addTerms(db, among)),
    ...reportsIn(db),
  };
}

async function privacyOf(db: Db, account: AccountId): Promise<StoredPrivacy> {
  const row = await db.selectFrom('privacy').selectAll().where('account', '=', account).executeTakeFirst();
  const blocks = db.selectFrom('blocks').select('blocked').where('account', '=', account).orderBy('blocked');
  const blocked = row ? await blocks.execute() : [];
  return privacyFrom(row ?? UNSET, blocked);
}

function privacyFrom(
  row: Pick<Selectable<AccountTables['privacy']>, keyof typeof UNSET>,
  blocked: readonly { blocked: string }[],
): StoredPrivacy {
  return {
    version: row.version,
    presence: row.presence as StoredPrivacy['presence'],
    readReceipts: row.read_receipts === 1,
    groups: row.added_by as StoredPrivacy['groups'],
    blocked: blocked.map(each => each.blocked as AccountId),
  };
}

async function changePrivacy(
  db: Db,
  account: AccountId,
  change: PrivacyChange,
  maxBlocked: number,
): Promise<StoredPrivacy | 'full'> {
  const before = await privacyOf(db, account);
  const { block, unblock } = change;
  const adds = block !== undefined && !before.blocked.includes(block);
  const removes = unblock !== undefined && before.blocked.includes(unblock);
  if (adds && before.blocked.length >= maxBlocked) return 'full';
  const next = {
    version: before.version + 1,
    presence: change.presence ?? before.presence,
    read_receipts: Number(change.readReceipts ?? before.readReceipts),
    added_by: change.groups ?? before.groups,
  };
  if (!adds && !removes && isSame(before, next)) return before;
  if (before.version > 0) await db.updateTable('privacy').set(next).where('account', '=', account).execute();
  else
    await db
      .insertInto('privacy')
      .values({ account, ...next })
      .execute();
  if (next.presence === 'nobody') await db.deleteFrom('last_seen').where('account', '=', account).execute();
  if (adds) await db.insertInto('blocks').values({ account, blocked: block }).execute();
  if (removes) await db.deleteFrom('blocks').where('account', '=', account).where('blocked', '=', unblock).execute();
  return privacyOf(db, account);
}

function isSame(
  before: StoredPrivacy,
  next: { readonly presence: string; readonly read_receipts: number; readonly added_by: string },
): boolean {
  const { presence, read_receipts, added_by } = next;
  return presence === before.presence && read_receipts === Number(before.readReceipts) && added_by === before.groups;
}

async function addTerms(db: Db, among: readonly AccountId[]): Promise<AddTerms[]> {
  const rows = db
    .selectFrom('privacy')
    .leftJoin('profiles', 'profiles.account', 'privacy.account')
    .select(['privacy.account', 'privacy.added_by', 'profiles.add_key_hash'])
    .where('privacy.account', 'in', [...among])
    .where('privacy.added_by', '<>', 'everyone');
  return (await rows.execute()).map(({ account, added_by, add_key_hash }) => ({
    account: account as AccountId,
    addKeyHash: added_by === 'contacts' ? (add_key_hash ?? undefined) : undefined,
  }));
}

async function privaciesAfter(db: Db, after: string, limit: number) {
  const page = db.selectFrom('privacy').selectAll().where('account', '>', after).orderBy('account').limit(limit);
  const rows = await page.execute();
  if (rows.length === 0) return [];
  const accounts = rows.map(({ account }) => account);
  const blocks = db.selectFrom('blocks').selectAll().where('account', 'in', accounts).orderBy('blocked');
  const byAccount = Map.groupBy(await blocks.execute(), ({ account }) => account);
  return rows.map(row => ({
    account: row.account as AccountId,
    ...privacyFrom(row, byAccount.get(row.account) ?? []),
  }));
}

function reportsIn(db: Db): Pick<PrivacyStore, 'addReport' | 'reports' | 'removeReport'> {
  return {
    async addReport(report, keep) {
      await db.insertInto('reports').values(report).execute();
      const oldest = db.selectFrom('reports').select('at').orderBy('at', 'desc').offset(keep).limit(1);
      const last = await oldest.executeTakeFirst();
      if (last) await db.deleteFrom('reports').where('at', '<=', last.at).execute();
    },
    async reports(limit) {
      const rows = db.selectFrom('reports').selectAll().orderBy('at', 'desc').orderBy('id').limit(limit);
      return (await rows.execute()).map(row => ({ ...row }) as StoredReport);
    },
    async removeReport(id) {
      const removed = await db.deleteFrom('reports').where('id', '=', id).executeTakeFirst();
      return Number(removed.numDeletedRows) === 1;
    },
  };
}
