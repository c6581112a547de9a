import type { SqlDatabase } from '../lib/sql-database.ts';
import type { AccountTables } from './account-schema-sql.ts';
import type { RecoveryStore } from './recovery-store.ts';

export function recoveriesIn({ db, transaction: transact, locking }: SqlDatabase<AccountTables>): RecoveryStore {
  return {
    async recovery(account) {
      const row = await db.selectFrom('recoveries').selectAll().where('account', '=', account).executeTakeFirst();
      return row && { version: row.version, backup: row.backup, createdAt: row.created_at };
    },
    setRecovery: (account, backup, now) =>
      transact(async transaction => {
        const owner = transaction.selectFrom('accounts').select('id').where('id', '=', account);
        await locking(owner).execute(); // one change of an account at a time
        const before = transaction.selectFrom('recoveries').select('version').where('account', '=', account);
        const version = ((await before.executeTakeFirst())?.version ?? 0) + 1;
        await transaction.deleteFrom('recoveries').where('account', '=', account).execute();
        await transaction.insertInto('recoveries').values({ account, version, backup, created_at: now }).execute();
        return version;
      }),
  };
}
