import type { SqlDatabase } from '../lib/sql-database.ts';
import type { AccountTables } from './account-schema-sql.ts';
import type { PinStore } from './pin-store.ts';

export function pinsIn({ db, transaction: transact, locking }: SqlDatabase<AccountTables>): PinStore {
  return {
    async pin(account) {
      const row = await db.selectFrom('pins').selectAll().where('account', '=', account).executeTakeFirst();
      return row && { salt: row.salt, hash: row.hash, setAt: row.set_at };
    },
    setPin: (account, pin, now) =>
      transact(async transaction => {
        await transaction.deleteFrom('pins').where('account', '=', account).execute();
        if (!pin) return;
        const row = { account, salt: pin.salt, hash: pin.hash, set_at: now, tries: 0, wait_until: 0 };
        await transaction.insertInto('pins').values(row).execute();
      }),
    countPinTry: (account, now, waitAfterMs) =>
      transact(async transaction => {
        const own = transaction.selectFrom('pins').select(['tries', 'wait_until']).where('account', '=', account);
        const row = await locking(own).executeTakeFirst();
        if (!row) return 0;
        if (row.wait_until > now) return row.wait_until - now;
        const tries = row.tries + 1;
        const counted = transaction.updateTable('pins').set({ tries, wait_until: now + waitAfterMs(tries) });
        await counted.where('account', '=', account).execute();
        return 0;
      }),
    pinGiven: (account, registration) =>
      transact(async transaction => {
        const tries = transaction.updateTable('pins').set({ tries: 0, wait_until: 0 });
        await tries.where('account', '=', account).execute();
        const given = transaction.updateTable('registrations').set({ pin_given: 1 });
        await given.where('id_hash', '=', registration).execute();
      }),
  };
}
