// Tables of the key store. Types and widths are those that MySQL can index too.
import type { Migrations } from '../lib/sql-database.ts';

export interface KeyTables {
  key_devices: { account: string; device: number; highest_id: number };
  signed_keys: {
    account: string;
    device: number;
    kind: 'signed' | 'kyber';
    id: number;
    key: Uint8Array;
    signature: Uint8Array;
  };
  one_time_keys: { account: string; device: number; id: number; key: Uint8Array };
}

export const keyMigrations: Migrations<KeyTables> = [
  async ({ schema }) => {
    await schema
      .createTable('key_devices')
      .addColumn('account', 'char(32)', column => column.notNull())
      .addColumn('device', 'integer', column => column.notNull())
      .addColumn('highest_id', 'bigint', column => column.notNull())
      .addPrimaryKeyConstraint('key_devices_pk', ['account', 'device'])
      .execute();
    await schema
      .createTable('signed_keys')
      .addColumn('account', 'char(32)', column => column.notNull())
      .addColumn('device', 'integer', column => column.notNull())
      .addColumn('kind', 'char(6)', column => column.notNull())
      .addColumn('id', 'bigint', column => column.notNull())
      .addColumn('key', 'blob', column => column.notNull())
      .addColumn('signature', 'blob', column => column.notNull())
      .addPrimaryKeyConstraint('signed_keys_pk', ['account', 'device', 'kind'])
      .execute();
    await schema
      .createTable('one_time_keys')
      .addColumn('account', 'char(32)', column => column.notNull())
      .addColumn('device', 'integer', column => column.notNull())
      .addColumn('id', 'bigint', column => column.notNull())
      .addColumn('key', 'blob', column => column.notNull())
      .addPrimaryKeyConstraint('one_time_keys_pk', ['account', 'device', 'id'])
      .execute();
  },
];
