// Registrations under way, the guesses at their codes, and how many codes were asked for.
import type { AccountId } from '@parley/protocol';
import type { Selectable } from 'kysely';
import type { SqlDatabase } from '../lib/sql-database.ts';
import type { AccountTables } from './account-schema-sql.ts';
import type { AccountStore, StoredRegistration } from './account-store.ts';

export function registrationsIn({ db, transaction: transact }: SqlDatabase<AccountTables>) {
  const byId = (idHash: string) => db.selectFrom('registrations').selectAll().where('id_hash', '=', idHash);
  return {
    async addRegistration(registration) {
      const { idHash, phone, codeHash, attempts, expiresAt, inviteHash, account, completedBy, pinGiven } = registration;
      const row = { id_hash: idHash, phone, code_hash: codeHash, attempts, expires_at: expiresAt };
      await db
        .insertInto('registrations')
        .values({ ...row, invite_hash: inviteHash, account, completed_by: completedBy, pin_given: pinGiven ? 1 : null })
        .execute();
    },
    async registration(idHash) {
      const row = await byId(idHash).executeTakeFirst();
      return row && registrationFrom(row);
    },
    async countAttempt(idHash) {
      return transact(async transaction => {
        await transaction
          .updateTable('registrations')
          .set(row => ({ attempts: row('attempts', '+', 1) }))
          .where('id_hash', '=', idHash)
          .execute();
        const row = await transaction
          .selectFrom('registrations')
          .select('attempts')
          .where('id_hash', '=', idHash)
          .executeTakeFirst();
        return row?.attempts ?? Number.POSITIVE_INFINITY;
      });
    },
    async confirmRegistration(idHash, account) {
      const open = db.updateTable('registrations').set({ account }).where('id_hash', '=', idHash);
      await open.where('account', 'is', null).execute();
      return (await byId(idHash).executeTakeFirst())?.account as AccountId | undefined;
    },
    async removeExpired(now) {
      await db.deleteFrom('registrations').where('expires_at', '<=', now).execute();
      await db.deleteFrom('code_counts').where('ends_at', '<=', now).execute();
      const over = db.selectFrom('links').select('id_hash').where('expires_at', '<=', now);
      const links = (await over.execute()).map(row => row.id_hash);
      if (links.length === 0) return;
      await db.deleteFrom('link_messages').where('id_hash', 'in', links).execute();
      await db.deleteFrom('links').where('id_hash', 'in', links).execute();
    },
    countCode: (name, now, windowMs) =>
      transact(async transaction => {
        const more = transaction.updateTable('code_counts').set(row => ({ asked: row('asked', '+', 1) }));
        const counted = await more.where('name', '=', name).where('ends_at', '>', now).executeTakeFirstOrThrow();
        const rows = transaction.selectFrom('code_counts').select(['asked', 'ends_at']).where('name', '=', name);
        if (Number(counted.numUpdatedRows) === 1) {
          const { asked, ends_at: endsAt } = await rows.executeTakeFirstOrThrow();
          return { asked, endsAt };
        }
        const endsAt = now + windowMs;
        const over = transaction.deleteFrom('code_counts').where('name', '=', name).where('ends_at', '<=', now);
        await over.execute();
        await transaction.insertInto('code_counts').values({ name, asked: 1, ends_at: endsAt }).execute();
        return { asked: 1, endsAt };
      }),
  } satisfies Partial<AccountStore>;
}

function registrationFrom(row: Selectable<AccountTables['registrations']>): StoredRegistration {
  return {
    idHash: row.id_hash,
    phone: row.phone,
    codeHash: row.code_hash,
    attempts: row.attempts,
    expiresAt: row.expires_at,
    inviteHash: row.invite_hash,
    account: row.account as AccountId | null,
    completedBy: row.completed_by,
    pinGiven: row.pin_given === 1,
  };
}
