// Tables of the asset store. Types and widths are those that MySQL can index too.
import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Migrations } from '../lib/sql-database.ts';

export interface AssetTables {
  assets: {
    id: string;
    account: string;
    sha256: string;
    size: number;
    state: string;
    created_at: number;
    expires_at: number;
  };
  blobs: { sha256: string; size: number; marked_at: number | null };
  removals: { sha256: string; claimed_at: number };
  /** Rows to hold on to: what an account holds together, and what becomes of one content, is decided by one at a time. */
  holds: { name: string; held: number };
  link_keys: { id: number; secret: Uint8Array };
}

export const assetMigrations: Migrations<AssetTables> = [
  async (db: Kysely<AssetTables>) => {
    const { schema } = db;
    await schema
      .createTable('assets')
      .addColumn('id', 'char(32)', column => column.primaryKey())
      .addColumn('account', 'char(32)', column => column.notNull())
      .addColumn('sha256', 'char(64)', column => column.notNull())
      .addColumn('size', 'bigint', column => column.notNull())
      .addColumn('state', 'varchar(10)', column => column.notNull())
      .addColumn('created_at', 'bigint', column => column.notNull())
      .addColumn('expires_at', 'bigint', column => column.notNull())
      .execute();
    await schema.createIndex('assets_own').on('assets').columns(['account', 'sha256']).execute();
    await schema.createIndex('assets_content').on('assets').columns(['sha256', 'expires_at']).execute();
    await schema.createIndex('assets_state').on('assets').columns(['state', 'expires_at']).execute();
    await schema
      .createTable('blobs')
      .addColumn('sha256', 'char(64)', column => column.primaryKey())
      .addColumn('size', 'bigint', column => column.notNull())
      .addColumn('marked_at', 'bigint')
      .execute();
    await schema
      .createTable('link_keys')
      .addColumn('id', 'integer', column => column.primaryKey())
      .addColumn('secret', 'blob', column => column.notNull())
      .execute();
    await db
      .insertInto('link_keys')
      .values({ id: 1, secret: randomBytes(32) })
      .execute();
  },
  async (db: Kysely<AssetTables>) => {
    await db.schema
      .createTable('removals')
      .ifNotExists()
      .addColumn('sha256', 'char(64)', column => column.primaryKey())
      .addColumn('claimed_at', 'bigint', column => column.notNull())
      .execute();
  },
  async ({ schema }) => {
    await schema
      .createTable('holds')
      .addColumn('name', 'char(64)', column => column.primaryKey())
      .addColumn('held', 'bigint', column => column.notNull())
      .execute();
  },
];
