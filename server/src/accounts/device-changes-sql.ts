// Further device lists of an account, when its devices were there last, and the messages of links under way.

import type { Kysely } from 'kysely';
import type { SqlDatabase } from '../lib/sql-database.ts';
import type { AccountTables } from './account-schema-sql.ts';
import type { AccountStore, ListChange } from './account-store.ts';

export function listChangesIn({ db, transaction: transact }: SqlDatabase<AccountTables>) {
  return {
    changeDevices: change => transact(transaction => changeDevices(transaction, change)),
    async deviceRows(account) {
      const rows = db.selectFrom('devices').selectAll().where('account', '=', account).orderBy('device');
      return (await rows.execute()).map(row => ({
        device: row.device,
        identityKey: row.identity_key,
        createdAt: row.created_at,
        lastActiveAt: row.last_active ?? undefined,
      }));
    },
    keepActive: seen =>
      transact(async transaction => {
        for (const { device, at } of seen) {
          const later = transaction.updateTable('devices').set({ last_active: at });
          const one = later.where('account', '=', device.account).where('device', '=', device.device);
          await one.where(row => row.or([row('last_active', 'is', null), row('last_active', '<', at)])).execute();
        }
      }),
  } satisfies Partial<AccountStore>;
}

async function changeDevices(db: Kysely<AccountTables>, change: ListChange): Promise<boolean> {
  const { account, version, list, removed, added, now } = change;
  const moved = await db
    .updateTable('accounts')
    .set({ list_version: version, ...(added ? { next_device: added.device + 1 } : {}) })
    .where('id', '=', account)
    .where('list_version', '=', version - 1)
    .executeTakeFirst();
  if (Number(moved.numUpdatedRows) !== 1) return false;
  if (removed.length > 0) {
    const gone = db.deleteFrom('devices').where('account', '=', account);
    await gone.where('device', 'in', [...removed]).execute();
  }
  if (added) {
    const { device, identityKey: identity_key, tokenHash: token_hash } = added;
    const row = { account, device, identity_key, token_hash, created_at: now, last_active: null };
    await db.insertInto('devices').values(row).execute();
  }
  await db.insertInto('device_lists').values({ account, version, list }).execute();
  return true;
}

export function linksIn({ db, transaction: transact }: SqlDatabase<AccountTables>) {
  const messageOf = async (on: Kysely<AccountTables>, idHash: string, number: number) => {
    const one = on.selectFrom('link_messages').select('body').where('id_hash', '=', idHash);
    return (await one.where('number', '=', number).executeTakeFirst())?.body;
  };
  const isOpen = async (on: Kysely<AccountTables>, idHash: string, now: number) => {
    const link = on.selectFrom('links').select('id_hash').where('id_hash', '=', idHash);
    return (await link.where('expires_at', '>', now).executeTakeFirst()) !== undefined;
  };
  return {
    async addLink(idHash, expiresAt) {
      await db.insertInto('links').values({ id_hash: idHash, expires_at: expiresAt }).execute();
    },
    putLinkMessage: (idHash, number, body, now) =>
      transact(async transaction => {
        if (!(await isOpen(transaction, idHash, now))) return 'unknown';
        const before = await messageOf(transaction, idHash, number);
        if (before) return Buffer.from(before).equals(body) ? 'kept' : 'taken';
        await transaction.insertInto('link_messages').values({ id_hash: idHash, number, body }).execute();
        return 'kept';
      }),
    async linkMessage(idHash, number, now) {
      if (!(await isOpen(db, idHash, now))) return undefined;
      return (await messageOf(db, idHash, number)) ?? 'none';
    },
  } satisfies Partial<AccountStore>;
}
