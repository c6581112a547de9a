import type { DeviceAddress } from '@parley/protocol';
import type { Kysely, Transaction } from 'kysely';
import { openSqlDatabase, type SqlSource } from '../lib/sql-database.ts';
import { type KeyTables, keyMigrations } from './key-schema-sql.ts';
import type { KeyStore, SignedPublicPreKey, StoredKeys } from './key-store.ts';

type Table = 'key_devices' | 'signed_keys' | 'one_time_keys';

export async function openSqlKeyStore(source: SqlSource): Promise<KeyStore> {
  const sql = await openSqlDatabase<KeyTables>({ source, what: 'keys', migrations: keyMigrations });
  const { db } = sql;
  return {
    put: (device, keys, maxOneTime) => sql.transaction(transaction => put(transaction, device, keys, maxOneTime)),
    async signedKeys({ account, device }) {
      const rows = await db
        .selectFrom('signed_keys')
        .selectAll()
        .where('account', '=', account)
        .where('device', '=', device)
        .execute();
      const of = (kind: string): SignedPublicPreKey | undefined => rows.find(row => row.kind === kind);
      const [signedPreKey, kyberPreKey] = [of('signed'), of('kyber')];
      if (!signedPreKey && !kyberPreKey) return undefined;
      return { ...(signedPreKey ? { signedPreKey } : {}), ...(kyberPreKey ? { kyberPreKey } : {}) };
    },
    async takeOneTime(device) {
      for (;;) {
        const candidate = await oneTime(db, device).orderBy('id').limit(1).executeTakeFirst();
        if (!candidate) return undefined;
        const taken = await db
          .deleteFrom('one_time_keys')
          .where('account', '=', device.account)
          .where('device', '=', device.device)
          .where('id', '=', candidate.id)
          .executeTakeFirst();
        if (Number(taken.numDeletedRows) === 1) return candidate; // else somebody else was faster
      }
    },
    countOneTime: device => countOneTime(db, device),
    async remove({ account, device }) {
      await sql.transaction(async transaction => {
        for (const table of ['key_devices', 'signed_keys', 'one_time_keys'] satisfies Table[]) {
          await transaction.deleteFrom(table).where('account', '=', account).where('device', '=', device).execute();
        }
      });
    },
    clearOneTime: async () => Number((await db.deleteFrom('one_time_keys').executeTakeFirst()).numDeletedRows),
    close: sql.close,
  };
}

function oneTime(db: Kysely<KeyTables>, { account, device }: DeviceAddress) {
  return db
    .selectFrom('one_time_keys')
    .select(['id', 'key'])
    .where('account', '=', account)
    .where('device', '=', device);
}

async function put(
  db: Transaction<KeyTables>,
  device: DeviceAddress,
  keys: StoredKeys,
  maxOneTime: number,
): Promise<boolean> {
  const known = await holdDevice(db, device);
  const fresh = keys.oneTime.filter(({ id }) => id > known);
  if ((await countOneTime(db, device)) + fresh.length > maxOneTime) return false;
  if (keys.signedPreKey) await putSigned(db, device, 'signed', keys.signedPreKey);
  if (keys.kyberPreKey) await putSigned(db, device, 'kyber', keys.kyberPreKey);
  if (fresh.length === 0) return true;
  const address = { account: device.account, device: device.device };
  await db
    .insertInto('one_time_keys')
    .values(fresh.map(({ id, key }) => ({ ...address, id, key })))
    .execute();
  const highest = Math.max(...fresh.map(({ id }) => id));
  const update = db.updateTable('key_devices').set({ highest_id: highest });
  await update.where('account', '=', device.account).where('device', '=', device.device).execute();
  return true;
}

/** Its highest id; no other upload of the device looks at it before this transaction ends. */
async function holdDevice(db: Transaction<KeyTables>, { account, device }: DeviceAddress): Promise<number> {
  const held = db.updateTable('key_devices').set(row => ({ highest_id: row.ref('highest_id') }));
  const { numUpdatedRows } = await held
    .where('account', '=', account)
    .where('device', '=', device)
    .executeTakeFirstOrThrow();
  if (Number(numUpdatedRows) === 0) {
    await db.insertInto('key_devices').values({ account, device, highest_id: 0 }).execute();
    return 0;
  }
  const row = db.selectFrom('key_devices').select('highest_id').where('account', '=', account);
  return (await row.where('device', '=', device).executeTakeFirstOrThrow()).highest_id;
}

async function countOneTime(db: Kysely<KeyTables>, { account, device }: DeviceAddress): Promise<number> {
  const count = db.selectFrom('one_time_keys').select(({ fn }) => fn.countAll<number>().as('count'));
  const row = await count.where('account', '=', account).where('device', '=', device).executeTakeFirst();
  return Number(row?.count ?? 0);
}

async function putSigned(
  db: Transaction<KeyTables>,
  { account, device }: DeviceAddress,
  kind: 'signed' | 'kyber',
  { id, key, signature }: SignedPublicPreKey,
): Promise<void> {
  const old = db.deleteFrom('signed_keys').where('account', '=', account).where('device', '=', device);
  await old.where('kind', '=', kind).execute();
  await db.insertInto('signed_keys').values({ account, device, kind, id, key, signature }).execute();
}
