import type { AccountId, DeviceAddress } from '@parley/protocol';
import type { Kysely, Selectable } from 'kysely';
import { openSqlDatabase, type SqlDatabase, type SqlSource } from '../lib/sql-database.ts';
import { type AccountTables, accountMigrations, REMOVED } from './account-schema-sql.ts';
import type { AccountStore, DeviceChange, StoredAccount } from './account-store.ts';
import { linksIn, listChangesIn } from './device-changes-sql.ts';
import { pinsIn } from './pins-sql.ts';
import { presencesIn } from './presence-sql.ts';
import { privacyIn } from './privacy-sql.ts';
import { profilesIn } from './profiles-sql.ts';
import { recoveriesIn } from './recoveries-sql.ts';
import { registrationsIn } from './registrations-sql.ts';
import { usernamesIn } from './usernames-sql.ts';

type Db = Kysely<AccountTables>;
type Sql = SqlDatabase<AccountTables>;

/** Databases bound the parameters of a statement. */
const MAX_ACCOUNTS_PER_QUERY = 500;

export async function openSqlAccountStore(source: SqlSource): Promise<AccountStore> {
  const sql = await openSqlDatabase<AccountTables>({ source, what: 'accounts', migrations: accountMigrations });
  return {
    isShared: sql.isShared,
    ...registrationsIn(sql),
    ...privacyIn(sql),
    ...presencesIn(sql),
    ...usernamesIn(sql),
    ...recoveriesIn(sql),
    ...pinsIn(sql),
    ...profilesIn(sql),
    ...accounts(sql),
    ...devices(sql),
    ...listChangesIn(sql),
    ...linksIn(sql),
    ...invites(sql.db),
    close: sql.close,
  };
}

function accounts({ db, snapshot, transaction: transact }: Sql) {
  const all = () => db.selectFrom('accounts').selectAll();
  return {
    async accountByPhone(phone) {
      const row = await all().where('phone', '=', phone).executeTakeFirst();
      return row && accountFrom(row);
    },
    async account(account) {
      const row = await all().where('id', '=', account).executeTakeFirst();
      return row && accountFrom(row);
    },
    async accountsByPhone(phones) {
      if (phones.length === 0) return new Map();
      const rows = await db
        .selectFrom('accounts')
        .select(['id', 'phone'])
        .where('phone', 'in', [...phones])
        .execute();
      return new Map(rows.map(({ id, phone }) => [phone, id as AccountId]));
    },
    remove: account => transact(transaction => removeAccount(transaction, account)),
    // Of one moment, or a list could be told with the devices of the next one.
    accountsAfter: (after, limit) => snapshot(transaction => accountsAfter(transaction, after, limit)),
  } satisfies Partial<AccountStore>;
}

const PHONE_LENGTH = 20;

async function removeAccount(db: Db, account: AccountId): Promise<boolean> {
  const phone = (REMOVED + account).slice(0, PHONE_LENGTH);
  const ended = db.updateTable('accounts').set(row => ({ phone, list_version: row('list_version', '+', 1) }));
  await ended.where('id', '=', account).where('phone', 'not like', `${REMOVED}%`).execute();
  await db.deleteFrom('devices').where('account', '=', account).execute();
  await db.deleteFrom('registrations').where('account', '=', account).execute();
  await db.deleteFrom('blocks').where('account', '=', account).execute();
  await db.deleteFrom('privacy').where('account', '=', account).execute();
  await db.deleteFrom('last_seen').where('account', '=', account).execute();
  await db.deleteFrom('usernames').where('account', '=', account).execute();
  await db.deleteFrom('profiles').where('account', '=', account).execute();
  await db.deleteFrom('recoveries').where('account', '=', account).execute();
  await db.deleteFrom('pins').where('account', '=', account).execute();
  return Boolean(await db.selectFrom('accounts').select('id').where('id', '=', account).executeTakeFirst());
}

async function accountsAfter(db: Db, after: string, limit: number) {
  const page = db.selectFrom('accounts').selectAll().where('id', '>', after).orderBy('id').limit(limit);
  const rows = await page.execute();
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const devices = await db.selectFrom('devices').select(['account', 'device']).where('account', 'in', ids).execute();
  return rows.map(row => ({
    ...accountFrom(row),
    devices: devices.filter(({ account }) => account === row.id).map(({ device }) => device),
  }));
}

function accountFrom(row: Selectable<AccountTables['accounts']>): StoredAccount {
  const phone = row.phone.startsWith(REMOVED) ? '' : row.phone;
  return { account: row.id as AccountId, phone, listVersion: row.list_version, nextDevice: row.next_device };
}

function devices({ db, transaction: transact, nearest }: Sql) {
  const one = ({ account, device }: DeviceAddress) =>
    db.selectFrom('devices').selectAll().where('account', '=', account).where('device', '=', device);
  return {
    replaceDevices: change => undone(() => transact(transaction => replaceDevices(transaction, change))),
    async devices(account) {
      const rows = await db
        .selectFrom('devices')
        .select('device')
        .where('account', '=', account)
        .orderBy('device')
        .execute();
      return rows.map(({ device }) => device);
    },
    async identityKey(address) {
      return (await one(address).executeTakeFirst())?.identity_key;
    },
    async deviceByToken(tokenHash) {
      const row = await db
        .selectFrom('devices')
        .select(['account', 'device'])
        .where('token_hash', '=', tokenHash)
        .executeTakeFirst();
      return row && { account: row.account as AccountId, device: row.device };
    },
    async hasToken(address) {
      return (await one(address).executeTakeFirst())?.token_hash != null;
    },
    async replaceToken({ account, device }, tokenHash) {
      const token = db.updateTable('devices').set({ token_hash: tokenHash }).where('token_hash', 'is not', null);
      const replaced = await token.where('account', '=', account).where('device', '=', device).executeTakeFirst();
      return Number(replaced.numUpdatedRows) === 1;
    },
    async removeToken({ account, device }) {
      const token = db.updateTable('devices').set({ token_hash: null });
      await token.where('account', '=', account).where('device', '=', device).execute();
    },
    async latestLists(accounts) {
      const found = new Map<AccountId, { version: number; list: Uint8Array | undefined }>();
      for (let at = 0; at < accounts.length; at += MAX_ACCOUNTS_PER_QUERY) {
        const lists = db
          .selectFrom('accounts')
          .leftJoin('device_lists', join =>
            join
              .onRef('device_lists.account', '=', 'accounts.id')
              .onRef('device_lists.version', '=', 'accounts.list_version'),
          )
          .select(['accounts.id', 'accounts.list_version as version', 'device_lists.list'])
          .where('accounts.id', 'in', accounts.slice(at, at + MAX_ACCOUNTS_PER_QUERY));
        for (const { id, version, list } of await lists.execute()) {
          found.set(id as AccountId, { version, list: list ?? undefined });
        }
      }
      return found;
    },
    async deviceLists(account, from) {
      const read = async (db: Db) => {
        const lists = db.selectFrom('device_lists').select('list').where('account', '=', account);
        const rows = await lists.where('version', '>=', from).orderBy('version').execute();
        return rows.map(({ list }) => list);
      };
      // Who knows the version before asks for this one. Who knows none asks for the latest.
      return from > 1 ? nearest(read, found => found.length > 0) : read(db);
    },
  } satisfies Partial<AccountStore>;
}

/** Thrown inside a transaction, so that nothing of it stays. */
class Undone extends Error {
  readonly why: 'changed' | 'no_invite';
  constructor(why: 'changed' | 'no_invite') {
    super(why);
    this.why = why;
  }
}

async function undone<T>(change: () => Promise<T>): Promise<T | Undone['why']> {
  try {
    return await change();
  } catch (error) {
    if (error instanceof Undone) return error.why;
    throw error;
  }
}

async function replaceDevices(db: Db, change: DeviceChange): Promise<'replaced'> {
  const { account, device, phone, version, list, identityKey, tokenHash, now } = change;
  const next = { list_version: version, next_device: device + 1 };
  if (version === 1) {
    const taken = await db.selectFrom('accounts').select('id').where('phone', '=', phone).executeTakeFirst();
    if (taken) throw new Undone('changed');
    await db
      .insertInto('accounts')
      .values({ id: account, phone, ...next, created_at: now })
      .execute();
  } else {
    const moved = await db
      .updateTable('accounts')
      .set(next)
      .where('id', '=', account)
      .where('list_version', '=', version - 1)
      .executeTakeFirst();
    if (Number(moved.numUpdatedRows) !== 1) throw new Undone('changed');
  }
  if (change.inviteHash && !(await useInvite(db, change.inviteHash, now))) throw new Undone('no_invite');
  await endOthers(db, change);
  await db
    .insertInto('devices')
    .values({ account, device, identity_key: identityKey, token_hash: tokenHash, created_at: now })
    .execute();
  await db.insertInto('device_lists').values({ account, version, list }).execute();
  if (change.completes) {
    const open = db.updateTable('registrations').set({ completed_by: change.completes.hash });
    const completed = open.where('id_hash', '=', change.completes.idHash).where('completed_by', 'is', null);
    if (Number((await completed.executeTakeFirst()).numUpdatedRows) !== 1) throw new Undone('changed');
  }
  return 'replaced';
}

async function endOthers(db: Db, { account, kept }: DeviceChange): Promise<void> {
  const others = db.deleteFrom('devices').where('account', '=', account);
  await (kept && kept.length > 0 ? others.where('device', 'not in', [...kept]) : others).execute();
  if (kept) return;
  await db.deleteFrom('recoveries').where('account', '=', account).execute();
  await db.deleteFrom('pins').where('account', '=', account).execute();
}

async function useInvite(db: Db, hash: string, now: number): Promise<boolean> {
  const taken = await db
    .updateTable('invites')
    .set(row => ({ uses_left: row('uses_left', '-', 1) }))
    .where('hash', '=', hash)
    .where('uses_left', '>', 0)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return Number(taken.numUpdatedRows) === 1;
}

function invites(db: Db) {
  return {
    async addInvite({ hash, uses, expiresAt }) {
      await db.insertInto('invites').values({ hash, uses_left: uses, expires_at: expiresAt }).execute();
    },
    async isInviteValid(hash, now) {
      const invite = db.selectFrom('invites').select('hash').where('hash', '=', hash);
      return Boolean(await invite.where('uses_left', '>', 0).where('expires_at', '>', now).executeTakeFirst());
    },
  } satisfies Partial<AccountStore>;
}
