import type { AccountId } from '@parley/protocol';
import type { Kysely, Selectable } from 'kysely';
import { openSqlDatabase, type SqlDatabase, type SqlSource } from '../lib/sql-database.ts';
import { type AssetTables, assetMigrations } from './asset-schema-sql.ts';
import { type AssetState, type AssetStore, REMOVAL_MS, type StoredAsset } from './asset-store.ts';

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
        await hold(transaction, asset.account);
        const others = await otherBytes(transaction, asset);
        if (others + asset.size > maxBytes) return 'quota';
        if (asset.state === 'ready' && !(await keepBlob(transaction, asset.sha256))) return 'gone';
        await transaction.insertInto('assets').values(rowFrom(asset)).execute();
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
    verify: (id, now) =>
      transact(async transaction => {
        const row = await transaction.selectFrom('assets').selectAll().where('id', '=', id).executeTakeFirst();
        if (!row || row.state === 'ready') return true;
        await hold(transaction, row.sha256);
        const removal = transaction.selectFrom('removals').select('claimed_at').where('sha256', '=', row.sha256);
        const claimed = await removal.executeTakeFirst();
        if (claimed && claimed.claimed_at > now - REMOVAL_MS) return false;
        if (claimed) await transaction.deleteFrom('removals').where('sha256', '=', row.sha256).execute();
        const change = transaction.updateTable('assets').set({ state: 'verified' }).where('id', '=', id);
        await change.where('state', '!=', 'ready').execute();
        return true;
      }),
    async restart(id) {
      const change = db.updateTable('assets').set({ state: 'uploading' });
      await change.where('id', '=', id).where('state', '!=', 'ready').execute();
    },
    setReady: (id, expiresAt) =>
      transact(async transaction => {
        const row = await transaction.selectFrom('assets').selectAll().where('id', '=', id).executeTakeFirst();
        if (!row) return false;
        const change = transaction.updateTable('assets').set({ state: 'ready', expires_at: expiresAt });
        await change.where('id', '=', id).execute();
        if (await keepBlob(transaction, row.sha256)) return true;
        const { sha256, size } = row;
        await transaction.insertInto('blobs').values({ sha256, size, marked_at: null }).execute();
        return true;
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
    claimRemoval: (sha256, now, markedBefore) =>
      transact(async transaction => {
        await hold(transaction, sha256);
        if (await isNeeded(transaction, sha256, now)) return false;
        const blob = transaction.selectFrom('blobs').select('marked_at').where('sha256', '=', sha256);
        const known = await blob.executeTakeFirst();
        if (known && (known.marked_at === null || known.marked_at > markedBefore)) return false;
        const removal = transaction.selectFrom('removals').select('claimed_at').where('sha256', '=', sha256);
        const claimed = await removal.executeTakeFirst();
        if (claimed && claimed.claimed_at > now - REMOVAL_MS) return false;
        if (claimed) await transaction.deleteFrom('removals').where('sha256', '=', sha256).execute();
        await transaction.insertInto('removals').values({ sha256, claimed_at: now }).execute();
        return true;
      }),
    forget: (sha256, claimedAt) =>
      transact(async transaction => {
        const claim = transaction.deleteFrom('removals').where('sha256', '=', sha256);
        const own = await claim.where('claimed_at', '=', claimedAt).executeTakeFirst();
        if (Number(own.numDeletedRows) !== 1) return;
        await transaction.deleteFrom('blobs').where('sha256', '=', sha256).execute();
        await transaction.deleteFrom('holds').where('name', '=', sha256).execute();
        await transaction.deleteFrom('assets').where('sha256', '=', sha256).where('state', '=', 'ready').execute();
      }),
    async isUpload(name) {
      const asset = db.selectFrom('assets').select('id').where('id', '=', name).where('state', '!=', 'ready');
      return (await asset.executeTakeFirst()) !== undefined;
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

/** Takes the mark off; false: it is not known, or is being removed. */
async function keepBlob(db: Db, sha256: string): Promise<boolean> {
  await hold(db, sha256);
  const removal = await db.selectFrom('removals').select('sha256').where('sha256', '=', sha256).executeTakeFirst();
  if (removal) return false;
  const known = db.updateTable('blobs').set({ marked_at: null }).where('sha256', '=', sha256);
  return Number((await known.executeTakeFirstOrThrow()).numUpdatedRows) === 1;
}

async function isNeeded(db: Db, sha256: string, now: number): Promise<boolean> {
  const of = db.selectFrom('assets').select('id').where('sha256', '=', sha256);
  const ready = await of.where('state', '=', 'ready').where('expires_at', '>', now).executeTakeFirst();
  return ready !== undefined || (await of.where('state', '=', 'verified').executeTakeFirst()) !== undefined;
}

/** Until the transaction ends, nobody else gets beyond this with the same account or content. */
async function hold(db: Db, name: string): Promise<void> {
  const own = db.updateTable('holds').set(row => ({ held: row('held', '+', 1) }));
  const { numUpdatedRows } = await own.where('name', '=', name).executeTakeFirstOrThrow();
  if (Number(numUpdatedRows) === 0) await db.insertInto('holds').values({ name, held: 1 }).execute();
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
