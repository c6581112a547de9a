// Tables of the groups store. Types and widths are those that MySQL can index too.
import { type Kysely, sql } from 'kysely';
import type { Migrations } from '../lib/sql-database.ts';

export interface GroupTables {
  groups: {
    id: string;
    version: number;
    hash: string;
    roster: number;
    posted: number;
    name: string;
    description: string;
    icon: Uint8Array;
    announcements_only: number;
    admins_edit_details: number;
    timer_s: number;
  };
  /** `announcements_only` as it was after the entry: who may write at a number must be told for good. */
  roster: {
    group_id: string;
    number: number;
    event_id: string | null;
    entry: Uint8Array;
    announcements_only: number;
    seq: number;
    ts: number;
  };
  /** A row for each time under one role: from this entry on, until that one. */
  members: {
    group_id: string;
    account: string;
    from_number: number;
    until_number: number | null;
    role: string;
    since: number;
    key_hash: string;
    list_version: number;
  };
  /** Kept when they are revoked, so that no other group can take their links over. */
  invites: {
    hash: string;
    group_id: string;
    public_key: string;
    revoked: number;
    expires_at: number;
    max_uses: number;
    uses: number;
    approval: number;
    made_by: string;
  };
  requests: { group_id: string; account: string; request: Uint8Array; created_at: number };
}

export const groupMigrations: Migrations<GroupTables> = [
  async db => {
    await createGroups(db);
    await createMembers(db);
    await createInvites(db);
  },
];

async function createGroups({ schema }: Kysely<GroupTables>): Promise<void> {
  await schema
    .createTable('groups')
    .addColumn('id', 'char(33)', column => column.primaryKey())
    .addColumn('version', 'integer', column => column.notNull())
    .addColumn('hash', 'char(64)', column => column.notNull())
    .addColumn('roster', 'integer', column => column.notNull())
    .addColumn('posted', 'integer', column => column.notNull())
    .addColumn('name', 'varchar(128)', column => column.notNull())
    .addColumn('description', 'text', column => column.notNull())
    .addColumn('icon', 'blob', column => column.notNull())
    .addColumn('announcements_only', 'integer', column => column.notNull())
    .addColumn('admins_edit_details', 'integer', column => column.notNull())
    .addColumn('timer_s', 'integer', column => column.notNull())
    .execute();
  await schema
    .createTable('roster')
    .addColumn('group_id', 'char(33)', column => column.notNull())
    .addColumn('number', 'integer', column => column.notNull())
    .addColumn('event_id', 'char(32)')
    .addColumn('entry', sql`mediumblob`, column => column.notNull()) // elsewhere than in SQLite a blob ends at 64 KiB
    .addColumn('announcements_only', 'integer', column => column.notNull())
    .addColumn('seq', 'bigint', column => column.notNull())
    .addColumn('ts', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('roster_pk', ['group_id', 'number'])
    .addUniqueConstraint('roster_event', ['group_id', 'event_id'])
    .execute();
}

async function createMembers({ schema }: Kysely<GroupTables>): Promise<void> {
  await schema
    .createTable('members')
    .addColumn('group_id', 'char(33)', column => column.notNull())
    .addColumn('account', 'char(32)', column => column.notNull())
    .addColumn('from_number', 'integer', column => column.notNull())
    .addColumn('until_number', 'integer')
    .addColumn('role', 'varchar(10)', column => column.notNull())
    .addColumn('since', 'integer', column => column.notNull())
    .addColumn('key_hash', 'char(64)', column => column.notNull())
    .addColumn('list_version', 'integer', column => column.notNull())
    .addPrimaryKeyConstraint('members_pk', ['group_id', 'account', 'from_number'])
    .execute();
  await schema.createIndex('members_own').on('members').columns(['account', 'until_number']).execute();
}

async function createInvites({ schema }: Kysely<GroupTables>): Promise<void> {
  await schema
    .createTable('invites')
    .addColumn('hash', 'char(64)', column => column.primaryKey())
    .addColumn('group_id', 'char(33)', column => column.notNull())
    .addColumn('public_key', 'char(66)', column => column.notNull())
    .addColumn('revoked', 'integer', column => column.notNull())
    .addColumn('expires_at', 'bigint', column => column.notNull())
    .addColumn('max_uses', 'bigint', column => column.notNull())
    .addColumn('uses', 'integer', column => column.notNull())
    .addColumn('approval', 'integer', column => column.notNull())
    .addColumn('made_by', 'char(32)', column => column.notNull())
    .execute();
  await schema.createIndex('invites_group').on('invites').columns(['group_id', 'revoked']).execute();
  await schema
    .createTable('requests')
    .addColumn('group_id', 'char(33)', column => column.notNull())
    .addColumn('account', 'char(32)', column => column.notNull())
    .addColumn('request', 'blob', column => column.notNull())
    .addColumn('created_at', 'bigint', column => column.notNull())
    .addPrimaryKeyConstraint('requests_pk', ['group_id', 'account'])
    .execute();
}
