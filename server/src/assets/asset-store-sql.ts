import type { AccountId } from '@parley/protocol';
import type { Kysely, Selectable } from 'kysely';
import { openSqlDatabase, type SqlDatabase, type SqlSource } from '../lib/sql-database.ts';
import { type AssetTables, assetMigrations } from './asset-schema-sql.ts';
import type { AssetState, AssetStore, StoredAsset } from './asset-store.ts';

type Db = Kysely<AssetTables>;
type Sql = SqlDatabase<AssetTables>;

export async function openSqlAssetStore(source: SqlSource): Promise<AssetStore> {
  const sql = await openSqlDatabase<AssetTables>({ source, what: 'assets', migrations: assetMigrations });
  return { ...assets(sql), ...blobs(sql), close: sql.close };
}

function assets({ db, transaction: transact }: Sql) {
  const all = () => db.selectFrom('assets').selectAll();
  return {
    add: (asset, maxBytes) =>
      transact(async transaction => {
        const others = await otherBytes(transaction, asset);
        if (others + asset.size > maxBytes) return 'quota';
        await transaction.insertInto('assets').values(rowFrom(asset)).execute();
        if (asset.state === 'ready') await keepBlob(transaction, asset);
        return 'added';
      }),
    async asset(id) {
      const row = await all().where('id', '=', id).executeTakeFirst();
      return row && assetFrom(row);
    },
    async ownWith(account, sha256, now) {
      const own = all().where('account', '=', account).where('sha256', '=', sha256).where('expires_at', '>', now);
      const rows = await own.orderBy('created_at', 'desc').orderBy('id').execute();
      const row = rows.find(({ state }) => state === 'ready') ?? rows[0];
      return row && assetFrom(row);
    },
    setState: (id, state, expiresAt) =>
      transact(async transaction => {
        const change = transaction.updateTable('assets').set({ state, expires_at: expiresAt });
        await change.where('id', '=', id).execute();
        const row = await transaction.selectFrom('assets').selectAll().where('id', '=', id).executeTakeFirst();
        if (row?.state === 'ready') await keepBlob(transaction, row);
      }),
    async remove(id) {
      await db.deleteFrom('assets').where('id', '=', id).execute();
    },
    async abandoned(now) {
      const rows = await all().where('state', '!=', 'ready').where('expires_at', '<=', now).execute();
      return rows.map(assetFrom);
    },
  } satisfies Partial<AssetStore>;
}

function blobs({ db, transaction: transact }: Sql) {
  return {
    async mark(now) {
      const needed = db
        .selectFrom('assets')
        .select('sha256')
        .where('state', '=', 'ready')
        .where('expires_at', '>', now);
      const lapsed = db.updateTable('blobs').set({ marked_at: now }).where('marked_at', 'is', null);
      await lapsed.where('sha256', 'not in', needed).execute();
      const kept = db.updateTable('blobs').set({ marked_at: null }).where('marked_at', 'is not', null);
      await kept.where('sha256', 'in', needed).execute();
    },
    async marked(before) {
      const rows = await db.selectFrom('blobs').select('sha256').where('marked_at', '<=', before).execute();
      return rows.map(({ sha256 }) => sha256);
    },
    forget: (sha256, now) =>
      transact(async transaction => {
        const of = transaction.selectFrom('assets').select('id').where('sha256', '=', sha256);
        const needed = await of.where('state', '=', 'ready').where('expires_at', '>', now).executeTakeFirst();
        if (needed) return false;
        const marked = transaction.deleteFrom('blobs').where('sha256', '=', sha256).where('marked_at', 'is not', null);
        if (Number((await marked.executeTakeFirst()).numDeletedRows) !== 1) return false;
        const over = transaction.deleteFrom('assets').where('sha256', '=', sha256).where('state', '=', 'ready');
        await over.execute();
        return true;
      }),
    async isKnown(kind, name) {
      const asset = db.selectFrom('assets').select('id');
      if (kind === 'uploads') {
        return (await asset.where('id', '=', name).where('state', '!=', 'ready').executeTakeFirst()) !== undefined;
      }
      const blob = await db.selectFrom('blobs').select('sha256').where('sha256', '=', name).executeTakeFirst();
      const publishing = asset.where('sha256', '=', name).where('state', '=', 'verified');
      return blob !== undefined || (await publishing.executeTakeFirst()) !== undefined;
    },
    async totals() {
      const { count, sum } = db.fn;
      const totals = db
        .selectFrom('blobs')
        .select([count<number>('sha256').as('blobs'), sum<number>('size').as('bytes')]);
      const { blobs, bytes } = await totals.executeTakeFirstOrThrow();
      return { blobs: Number(blobs), bytes: Number(bytes ?? 0) };
    },
    async linkKey() {
      return (await db.selectFrom('link_keys').select('secret').executeTakeFirstOrThrow()).secret;
    },
  } satisfies Partial<AssetStore>;
}

async function keepBlob(db: Db, { sha256, size }: { sha256: string; size: number }): Promise<void> {
  const known = await db.updateTable('blobs').set({ marked_at: null }).where('sha256', '=', sha256).executeTakeFirst();
  if (Number(known.numUpdatedRows) === 0)
    await db.insertInto('blobs').values({ sha256, size, marked_at: null }).execute();
}

async function otherBytes(db: Db, { account, sha256, createdAt }: StoredAsset): Promise<number> {
  const own = db.selectFrom('assets').select(['sha256', 'size']).distinct().where('account', '=', account);
  const rows = await own.where('sha256', '!=', sha256).where('expires_at', '>', createdAt).execute();
  return rows.reduce((sum, { size }) => sum + size, 0);
}

function rowFrom({ createdAt, expiresAt, ...same }: StoredAsset): Selectable<AssetTables['assets']> {
  return { ...same, created_at: createdAt, expires_at: expiresAt };
}

function assetFrom({ created_at, expires_at, ...same }: Selectable<AssetTables['assets']>): StoredAsset {
  const { account, state } = same;
  return {
    ...same,
    account: account as AccountId,
    state: state as AssetState,
    createdAt: created_at,
    expiresAt: expires_at,
  };
}
