// Names that people are found by. One that was given up stays with its account for a while: nobody else is to be found by it
// the next day.
import type { AccountId } from '@parley/protocol';
import type { Kysely } from 'kysely';
import type { SqlDatabase } from '../lib/sql-database.ts';
import type { AccountTables } from './account-schema-sql.ts';
import type { UsernameChange, UsernameStore } from './username-store.ts';

type Db = Kysely<AccountTables>;

export function usernamesIn({ db, transaction: transact, locking }: SqlDatabase<AccountTables>): UsernameStore {
  return {
    async username(account) {
      const own = db.selectFrom('usernames').select('name').where('account', '=', account);
      return (await own.where('given_up', 'is', null).executeTakeFirst())?.name;
    },
    async accountsByUsername(names) {
      if (names.length === 0) return new Map();
      const rows = db.selectFrom('usernames').select(['name', 'account']).where('given_up', 'is', null);
      const found = await rows.where('name', 'in', [...names]).execute();
      return new Map(found.map(({ name, account }) => [name, account as AccountId]));
    },
    async setUsername(change) {
      try {
        return await transact(async transaction => {
          const owner = transaction.selectFrom('accounts').select('id').where('id', '=', change.account);
          await locking(owner).execute(); // one change of an account at a time
          return setUsername(transaction, change);
        });
      } catch (error) {
        // Two accounts at once: the name is unique, and one of them was first.
        const other = change.name && (await heldBy(db, change.name));
        if (other && other.account !== change.account) return 'taken';
        throw error;
      }
    },
  };
}

async function setUsername(db: Db, { account, name, now, heldMs, most }: UsernameChange) {
  const own = await db.selectFrom('usernames').selectAll().where('account', '=', account).execute();
  const current = own.find(row => row.given_up === null)?.name;
  if (current === name) return 'set';
  const held = name === undefined ? undefined : await heldBy(db, name);
  if (held && held.account !== account && (held.given_up === null || held.given_up > now - heldMs)) return 'taken';
  const recent = own.filter(({ since }) => since > now - heldMs).length;
  if (name !== undefined && recent >= most) return 'too_often';
  if (current !== undefined) {
    await db.updateTable('usernames').set({ given_up: now }).where('name', '=', current).execute();
  }
  if (name === undefined) return 'set';
  if (held) await db.deleteFrom('usernames').where('name', '=', name).execute();
  await db.insertInto('usernames').values({ name, account, since: now, given_up: null }).execute();
  return 'set';
}

function heldBy(db: Db, name: string) {
  return db.selectFrom('usernames').selectAll().where('name', '=', name).executeTakeFirst();
}
