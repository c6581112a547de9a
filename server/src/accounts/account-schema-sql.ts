// Tables of the accounts store. Types and widths are those that MySQL can index too.
import type { Kysely } from 'kysely';
import type { Migrations } from '../lib/sql-database.ts';

export interface AccountTables {
  accounts: { id: string; phone: string; list_version: number; next_device: number; created_at: number };
  devices: {
    account: string;
    device: number;
    identity_key: Uint8Array;
    token_hash: string | null;
    created_at: number;
    last_active: number | null;
  };
  device_lists: { account: string; version: number; list: Uint8Array };
  registrations: {
    id_hash: string;
    phone: string;
    code_hash: string;
    attempts: number;
    expires_at: number;
    invite_hash: string | null;
    account: string | null;
    completed_by: string | null;
    pin_given: number | null;
  };
  pins: { account: string; salt: Uint8Array; hash: Uint8Array; set_at: number; tries: number; wait_until: number };
  /** Codes asked for by a number or address, of which only a hash is kept. */
  code_counts: { name: string; asked: number; ends_at: number };
  invites: { hash: string; uses_left: number; expires_at: number };
  privacy: { account: string; version: number; presence: string; read_receipts: number; added_by: string };
  blocks: { account: string; blocked: string };
  reports: { id: string; at: number; reporter: string; reported: string; messages: string };
  /** `given_up`: not in use any more, since then. */
  usernames: { name: string; account: string; since: number; given_up: number | null };
  /** Only of those who let it be seen. */
  last_seen: { account: string; at: number };
  /** Encrypted under a code that only the person has. */
  recoveries: { account: string; version: number; backup: Uint8Array; created_at: number };
  /** As devices have encrypted them. `add_key_hash`: hexadecimal. */
  profiles: { account: string; version: number; body: Uint8Array; add_key_hash: string | null };
  links: { id_hash: string; expires_at: number };
  link_messages: { id_hash: string; number: number; body: Uint8Array };
}

/** What a removed account has in the place of a number begins with it: one is needed, and no other account may have it. */
export const REMOVED = '-';

export const accountMigrations: Migrations<AccountTables> = [
  async (db: Kysely<AccountTables>) => {
    const { schema } = db;
    await schema
      .createTable('accounts')
      .addColumn('id', 'char(32)', column => column.primaryKey())
      .addColumn('phone', 'varchar(20)', column => column.notNull().unique())
      .addColumn('list_version', 'integer', column => column.notNull())
      .addColumn('next_device', 'integer', column => column.notNull())
      .addColumn('created_at', 'bigint', column => column.notNull())
      .execute();
    await schema
      .createTable('devices')
      .addColumn('account', 'char(32)', column => column.notNull())
      .addColumn('device', 'integer', column => column.notNull())
      .addColumn('identity_key', 'blob', column => column.notNull())
      .addColumn('token_hash', 'char(64)', column => column.unique())
      .addColumn('created_at', 'bigint', column => column.notNull())
      .addPrimaryKeyConstraint('devices_pk', ['account', 'device'])
      .execute();
    await schema
      .createTable('device_lists')
      .addColumn('account', 'char(32)', column => column.notNull())
      .addColumn('version', 'integer', column => column.notNull())
      .addColumn('list', 'blob', column => column.notNull())
      .addPrimaryKeyConstraint('device_lists_pk', ['account', 'version'])
      .execute();
    await schema
      .createTable('registrations')
      .addColumn('id_hash', 'char(64)', column => column.primaryKey())
      .addColumn('phone', 'varchar(20)', column => column.notNull())
      .addColumn('code_hash', 'char(64)', column => column.notNull())
      .addColumn('attempts', 'integer', column => column.notNull())
      .addColumn('expires_at', 'bigint', column => column.notNull())
      .addColumn('invite_hash', 'char(64)')
      .addColumn('account', 'char(32)')
      .execute();
    await schema.createIndex('registrations_expiry').on('registrations').column('expires_at').execute();
    await schema
      .createTable('invites')
      .addColumn('hash', 'char(64)', column => column.primaryKey())
      .addColumn('uses_left', 'integer', column => column.notNull())
      .addColumn('expires_at', 'bigint', column => column.notNull())
      .execute();
  },
  async (db: Kysely<AccountTables>) => {
    await db.schema.alterTable('registrations').addColumn('completed_by', 'char(64)').execute();
  },
  async (db: Kysely<AccountTables>) => {
    await db.schema
      .createTable('code_counts')
      .addColumn('name', 'char(64)', column => column.primaryKey())
      .addColumn('asked', 'integer', column => column.notNull())
      .addColumn('ends_at', 'bigint', column => column.notNull())
      .execute();
    await db.schema.createIndex('code_counts_expiry').on('code_counts').column('ends_at').execute();
  },
  async (db: Kysely<AccountTables>) => {
    const { schema } = db;
    await schema
      .createTable('privacy')
      .addColumn('account', 'char(32)', column => column.primaryKey())
      .addColumn('version', 'integer', column => column.notNull())
      .addColumn('presence', 'varchar(10)', column => column.notNull())
      .addColumn('read_receipts', 'integer', column => column.notNull())
      .execute();
    await schema
      .createTable('blocks')
      .addColumn('account', 'char(32)', column => column.notNull())
      .addColumn('blocked', 'char(32)', column => column.notNull())
      .addPrimaryKeyConstraint('blocks_pk', ['account', 'blocked'])
      .execute();
    await schema.createIndex('blocks_blocked').on('blocks').column('blocked').execute();
    await schema
      .createTable('reports')
      .addColumn('id', 'char(32)', column => column.primaryKey())
      .addColumn('at', 'bigint', column => column.notNull())
      .addColumn('reporter', 'char(32)', column => column.notNull())
      .addColumn('reported', 'char(32)', column => column.notNull())
      .addColumn('messages', 'text', column => column.notNull())
      .execute();
    await schema.createIndex('reports_at').on('reports').column('at').execute();
  },
  async (db: Kysely<AccountTables>) => {
    const { schema } = db;
    await schema.alterTable('devices').addColumn('last_active', 'bigint').execute();
    await schema
      .createTable('links')
      .addColumn('id_hash', 'char(64)', column => column.primaryKey())
      .addColumn('expires_at', 'bigint', column => column.notNull())
      .execute();
    await schema.createIndex('links_expiry').on('links').column('expires_at').execute();
    await schema
      .createTable('link_messages')
      .addColumn('id_hash', 'char(64)', column => column.notNull())
      .addColumn('number', 'integer', column => column.notNull())
      .addColumn('body', 'blob', column => column.notNull())
      .addPrimaryKeyConstraint('link_messages_pk', ['id_hash', 'number'])
      .execute();
  },
  async (db: Kysely<AccountTables>) => {
    const { schema } = db;
    await schema
      .createTable('usernames')
      .addColumn('name', 'varchar(32)', column => column.primaryKey())
      .addColumn('account', 'char(32)', column => column.notNull())
      .addColumn('since', 'bigint', column => column.notNull())
      .addColumn('given_up', 'bigint')
      .execute();
    await schema.createIndex('usernames_account').on('usernames').column('account').execute();
  },
  async (db: Kysely<AccountTables>) => {
    await db.schema
      .createTable('last_seen')
      .addColumn('account', 'char(32)', column => column.primaryKey())
      .addColumn('at', 'bigint', column => column.notNull())
      .execute();
  },
  async (db: Kysely<AccountTables>) => {
    await db.schema
      .createTable('recoveries')
      .addColumn('account', 'char(32)', column => column.primaryKey())
      .addColumn('version', 'integer', column => column.notNull())
      .addColumn('backup', 'blob', column => column.notNull())
      .addColumn('created_at', 'bigint', column => column.notNull())
      .execute();
  },
  async (db: Kysely<AccountTables>) => {
    await db.schema
      .createTable('pins')
      .addColumn('account', 'char(32)', column => column.primaryKey())
      .addColumn('salt', 'blob', column => column.notNull())
      .addColumn('hash', 'blob', column => column.notNull())
      .addColumn('set_at', 'bigint', column => column.notNull())
      .addColumn('tries', 'integer', column => column.notNull())
      .addColumn('wait_until', 'bigint', column => column.notNull())
      .execute();
    await db.schema.alterTable('registrations').addColumn('pin_given', 'integer').execute();
  },
  // Those that were removed before: their version is the one after their last list, so that groups are told.
  async (db: Kysely<AccountTables>) => {
    const next = db.updateTable('accounts').set(row => ({ list_version: row('list_version', '+', 1) }));
    await next.where('phone', 'like', `${REMOVED}%`).execute();
  },
  async (db: Kysely<AccountTables>) => {
    await db.schema
      .createTable('profiles')
      .addColumn('account', 'char(32)', column => column.primaryKey())
      .addColumn('version', 'integer', column => column.notNull())
      .addColumn('body', 'blob', column => column.notNull())
      .execute();
  },
  async (db: Kysely<AccountTables>) => {
    const { schema } = db;
    const everyone = schema
      .alterTable('privacy')
      .addColumn('added_by', 'varchar(10)', column => column.notNull().defaultTo('everyone'));
    await everyone.execute();
    await schema.alterTable('profiles').addColumn('add_key_hash', 'char(64)').execute();
  },
];
