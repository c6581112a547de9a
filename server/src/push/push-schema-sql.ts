// The table of the push store. Types and widths are those that MySQL can index too.
import type { Migrations } from '../lib/sql-database.ts';

export interface PushTables {
  push_subscriptions: {
    account: string;
    device: number;
    id: string;
    /** SHA-256 of the target. */
    target_hash: string;
    /** JSON of the target. */
    target: string;
    created_at: number;
  };
}

export const pushMigrations: Migrations<PushTables> = [
  async ({ schema }) => {
    await schema
      .createTable('push_subscriptions')
      .addColumn('account', 'char(32)', column => column.notNull())
      .addColumn('device', 'integer', column => column.notNull())
      .addColumn('id', 'char(32)', column => column.notNull())
      .addColumn('target_hash', 'char(64)', column => column.notNull().unique())
      .addColumn('target', 'text', column => column.notNull())
      .addColumn('created_at', 'bigint', column => column.notNull())
      .addPrimaryKeyConstraint('push_subscriptions_pk', ['account', 'device'])
      .execute();
  },
];
