import type { SqlDatabase } from '../lib/sql-database.ts';
import type { AccountTables } from './account-schema-sql.ts';
import type { ProfileStore } from './profile-store.ts';

export function profilesIn({ db, transaction: transact, locking }: SqlDatabase<AccountTables>): ProfileStore {
  return {
    async profile(account) {
      const row = db.selectFrom('profiles').select(['version', 'body']).where('account', '=', account);
      return row.executeTakeFirst();
    },
    putProfile: (account, { version, body, addKeyHash = null }) =>
      transact(async transaction => {
        const owner = transaction.selectFrom('accounts').select('id').where('id', '=', account);
        await locking(owner).execute(); // one change of an account at a time
        const known = transaction.selectFrom('profiles').select('version').where('account', '=', account);
        if (((await known.executeTakeFirst())?.version ?? 0) >= version) return false;
        await transaction.deleteFrom('profiles').where('account', '=', account).execute();
        const row = { account, version, body, add_key_hash: addKeyHash };
        await transaction.insertInto('profiles').values(row).execute();
        return true;
      }),
  };
}
