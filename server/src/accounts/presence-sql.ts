import type { AccountId } from '@parley/protocol';
import type { Kysely } from 'kysely';
import type { SqlDatabase } from '../lib/sql-database.ts';
import { type AccountTables, REMOVED } from './account-schema-sql.ts';
import type { PresenceStore, PresencesAmong, Seen } from './presence-store.ts';

type Db = Kysely<AccountTables>;

/** Databases bound the parameters of a statement. */
const MAX_ACCOUNTS_PER_QUERY = 500;

export function presencesIn({ transaction: transact, snapshot, locking }: SqlDatabase<AccountTables>): PresenceStore {
  return {
    async keepSeen(seen) {
      for (let start = 0; start < seen.length; start += MAX_ACCOUNTS_PER_QUERY) {
        const some = seen.slice(start, start + MAX_ACCOUNTS_PER_QUERY);
        await transact(async transaction => {
          const ids = some.map(({ account }) => account);
          // Whoever hides himself meanwhile waits, and then finds it and takes it away.
          const owners = transaction.selectFrom('accounts').select('id').where('id', 'in', ids);
          const known = await locking(owners.where('phone', 'not like', `${REMOVED}%`).orderBy('id')).execute();
          const present = new Set(known.map(({ id }) => id));
          await keepSeen(
            transaction,
            some.filter(({ account }) => present.has(account)),
          );
        });
      }
    },
    presencesAmong: accounts =>
      accounts.length === 0
        ? Promise.resolve({ hidden: [], seen: [], blocks: [] })
        : snapshot(transaction => presencesAmong(transaction, accounts)),
  };
}

async function keepSeen(db: Db, seen: readonly Seen[]): Promise<void> {
  if (seen.length === 0) return;
  const { hidden, seen: before } = await presencesAmong(
    db,
    seen.map(({ account }) => account),
  );
  const known = new Map(before.map(({ account, at }) => [account, at]));
  const shown = seen.filter(({ account }) => !hidden.includes(account));
  const added = shown.filter(({ account }) => !known.has(account));
  if (added.length > 0)
    await db
      .insertInto('last_seen')
      .values(added.map(({ account, at }) => ({ account, at })))
      .execute();
  const later = shown.filter(({ account, at }) => (known.get(account) ?? at) < at);
  // Those who come and go together do so within a minute or two.
  for (const [at, those] of Map.groupBy(later, each => each.at)) {
    const ids = those.map(({ account }) => account);
    await db.updateTable('last_seen').set({ at }).where('account', 'in', ids).execute();
  }
}

async function presencesAmong(db: Db, accounts: readonly AccountId[]): Promise<PresencesAmong> {
  const ids = [...accounts];
  const hidden = db.selectFrom('privacy').select('account').where('account', 'in', ids);
  const blocks = db.selectFrom('blocks').selectAll().where('account', 'in', ids).where('blocked', 'in', ids);
  const seen = db.selectFrom('last_seen').selectAll().where('account', 'in', ids);
  return {
    hidden: (await hidden.where('presence', '=', 'nobody').execute()).map(({ account }) => account as AccountId),
    seen: (await seen.execute()).map(({ account, at }) => ({ account: account as AccountId, at })),
    blocks: (await blocks.execute()).map(row => ({ ...row }) as PresencesAmong['blocks'][number]),
  };
}
