import type { AccountId, GroupId, GroupInviteState, GroupMemberState, GroupRole } from '@parley/protocol';
import type { Kysely, Selectable } from 'kysely';
import { openSqlDatabase, type SqlDatabase, type SqlSource } from '../lib/sql-database.ts';
import { commitWith } from './group-commit-sql.ts';
import { type GroupTables, groupMigrations } from './group-schema-sql.ts';
import type { GroupStore, MembersAt, StoredEntry, StoredGroup } from './group-store.ts';

type Db = Kysely<GroupTables>;
type Sql = SqlDatabase<GroupTables>;

export async function openSqlGroupStore(source: SqlSource): Promise<GroupStore> {
  const sql = await openSqlDatabase<GroupTables>({ source, what: 'groups', migrations: groupMigrations });
  return {
    isShared: sql.isShared,
    ...groups(sql),
    ...roster(sql),
    ...members(sql),
    ...invites(sql),
    close: sql.close,
  };
}

function groups(sql: Sql) {
  const { db, snapshot } = sql;
  return {
    commit: commitWith(sql),
    // Of one moment, or a commit between two queries would be read by half.
    group: group =>
      snapshot(async transaction => {
        const row = await transaction.selectFrom('groups').selectAll().where('id', '=', group).executeTakeFirst();
        return row && groupFrom(row, await membersOf(transaction, group), await invitesOf(transaction, group));
      }),
    async positionsAfter(after, limit) {
      const rows = db.selectFrom('groups').select(['id', 'roster', 'posted']).where('id', '>', after);
      return (await rows.orderBy('id').limit(limit).execute()).map(({ id, ...position }) => ({
        group: id as GroupId,
        ...position,
      }));
    },
    async waiting(limit) {
      const some = db.selectFrom('groups').select('id').whereRef('posted', '<', 'roster').limit(limit);
      return (await some.execute()).map(({ id }) => id as GroupId);
    },
    async totals() {
      const groups = db
        .selectFrom('groups')
        .select(({ fn, eb, ref }) => [
          fn.countAll<number>().as('groups'),
          fn.sum<number>(eb('roster', '-', ref('posted'))).as('waiting'),
        ]);
      const found = await groups.executeTakeFirstOrThrow();
      const present = db.selectFrom('members').select(db.fn.countAll<number>().as('members'));
      const { members } = await present.where('until_number', 'is', null).executeTakeFirstOrThrow();
      return { groups: Number(found.groups), waiting: Number(found.waiting ?? 0), members: Number(members) };
    },
  } satisfies Partial<GroupStore>;
}

function groupFrom(
  row: Selectable<GroupTables['groups']>,
  members: Map<AccountId, GroupMemberState>,
  invites: Map<string, GroupInviteState>,
): StoredGroup {
  const settings = {
    announcementsOnly: row.announcements_only === 1,
    adminsEditDetails: row.admins_edit_details === 1,
    timerS: row.timer_s,
  };
  const { version, hash, name, description, icon, roster, posted } = row;
  const state = { group: row.id as GroupId, version, hash, name, description, icon, settings, members, invites };
  return { state, roster, posted };
}

async function membersOf(db: Db, group: GroupId): Promise<Map<AccountId, GroupMemberState>> {
  const rows = db.selectFrom('members').select(['account', 'role', 'since', 'key_hash']).where('group_id', '=', group);
  const present = await rows.where('until_number', 'is', null).execute();
  return new Map(
    present.map(row => [
      row.account as AccountId,
      { role: row.role as GroupRole, since: row.since, keyHash: row.key_hash },
    ]),
  );
}

async function invitesOf(db: Db, group: GroupId): Promise<Map<string, GroupInviteState>> {
  const rows = db.selectFrom('invites').selectAll().where('group_id', '=', group).where('revoked', '=', 0);
  return new Map(
    (await rows.execute()).map(row => [
      row.public_key,
      {
        expiresAt: row.expires_at,
        maxUses: row.max_uses,
        uses: row.uses,
        approval: row.approval === 1,
        by: row.made_by as AccountId,
      },
    ]),
  );
}

function roster({ db, transaction: transact, nearest }: Sql) {
  const of = (group: GroupId, from = db) =>
    from.selectFrom('roster').select(['number', 'entry', 'seq', 'ts']).where('group_id', '=', group);
  return {
    async position(group) {
      const found = db.selectFrom('groups').select(['roster', 'posted']).where('id', '=', group);
      const row = await found.executeTakeFirst();
      return row && { ...row };
    },
    async entries(group, after, upTo, limit): Promise<StoredEntry[]> {
      const read = async (from: Db) => {
        const page = of(group, from).where('number', '>', after).where('number', '<=', upTo);
        return (await page.orderBy('number').limit(limit).execute()).map(row => ({ ...row }));
      };
      // What is stamped does not change any more.
      const isWhole = (page: StoredEntry[]) =>
        page.length === Math.min(limit, upTo - after) && page.every(({ seq }) => seq > 0);
      return nearest(read, isWhole);
    },
    async entryOf(group, eventId): Promise<StoredEntry | undefined> {
      const row = await of(group).where('event_id', '=', eventId).executeTakeFirst();
      return row && { ...row };
    },
    stamp: (group, number, { seq, ts }) =>
      transact(async transaction => {
        const entry = transaction.updateTable('roster').set({ seq, ts }).where('group_id', '=', group);
        await entry.where('number', '=', number).execute();
        const posted = transaction.updateTable('groups').set({ posted: number }).where('id', '=', group);
        await posted.where('posted', '<', number).execute();
      }),
    async unpost(group, after) {
      await db
        .updateTable('groups')
        .set({ posted: after })
        .where('id', '=', group)
        .where('posted', '>', after)
        .execute();
    },
  } satisfies Partial<GroupStore>;
}

async function membersAt(db: Db, group: GroupId, number: number): Promise<MembersAt | undefined> {
  const entry = db.selectFrom('roster').select('announcements_only').where('group_id', '=', group);
  const found = await entry.where('number', '=', number).executeTakeFirst();
  if (!found) return undefined;
  const rows = db
    .selectFrom('members')
    .select(['account', 'role'])
    .where('group_id', '=', group)
    .where('from_number', '<=', number)
    .where(({ or, eb }) => or([eb('until_number', 'is', null), eb('until_number', '>', number)]));
  const members = (await rows.orderBy('account').execute()).map(({ account, role }) => ({
    account: account as AccountId,
    isAdmin: role !== 'member',
  }));
  return { members, announcementsOnly: found.announcements_only === 1 };
}

function members({ db, nearest }: Sql) {
  return {
    membersAt: (group, number) =>
      nearest(
        from => membersAt(from, group, number),
        found => found !== undefined,
      ),
    async membership(group, account) {
      const times = db
        .selectFrom('members')
        .select(['key_hash', 'until_number', 'list_version'])
        .where('group_id', '=', group);
      const last = await times.where('account', '=', account).orderBy('from_number', 'desc').executeTakeFirst();
      return last && { keyHash: last.key_hash, until: last.until_number ?? undefined, listVersion: last.list_version };
    },
    async memberships(account) {
      const own = db
        .selectFrom('members')
        .innerJoin('groups', 'groups.id', 'members.group_id')
        .select(['groups.id', 'groups.version', 'groups.roster', 'members.list_version'])
        .where('members.account', '=', account)
        .where('members.until_number', 'is', null)
        .orderBy('groups.id');
      return (await own.execute()).map(({ id, version, roster, list_version }) => ({
        group: id as GroupId,
        version,
        roster,
        listVersion: list_version,
      }));
    },
    async listsKnown(after, limit) {
      const known = db
        .selectFrom('members')
        .select(({ fn }) => ['account', fn.min<number>('list_version').as('version')])
        .where('until_number', 'is', null)
        .where('account', '>', after);
      const rows = await known.groupBy('account').orderBy('account').limit(limit).execute();
      return rows.map(({ account, version }) => ({ account: account as AccountId, listVersion: version }));
    },
  } satisfies Partial<GroupStore>;
}

function invites({ db, transaction: transact }: Sql) {
  const of = (group: GroupId) => db.selectFrom('requests').where('group_id', '=', group);
  return {
    async groupByInvite(hash) {
      const row = await db.selectFrom('invites').select('group_id').where('hash', '=', hash).executeTakeFirst();
      return row?.group_id as GroupId | undefined;
    },
    addRequest: ({ group, account, request, now }, max) =>
      transact(async transaction => {
        // Held until the request is there, so that no two of them are the last one.
        const held = transaction.updateTable('groups').set(row => ({ posted: row.ref('posted') }));
        await held.where('id', '=', group).execute();
        const all = transaction.selectFrom('requests').where('group_id', '=', group).where('account', '!=', account);
        const { others } = await all.select(({ fn }) => fn.countAll<number>().as('others')).executeTakeFirstOrThrow();
        if (Number(others) >= max) return 'full';
        const own = transaction.deleteFrom('requests').where('group_id', '=', group).where('account', '=', account);
        const { numDeletedRows } = await own.executeTakeFirst();
        const row = { group_id: group, account, request, created_at: now };
        await transaction.insertInto('requests').values(row).execute();
        return Number(numDeletedRows) > 0 ? 'replaced' : 'added';
      }),
    async requests(group) {
      const rows = of(group).select('request').orderBy('created_at').orderBy('account');
      return (await rows.execute()).map(({ request }) => request);
    },
    async removeRequest(group, account) {
      const own = db.deleteFrom('requests').where('group_id', '=', group).where('account', '=', account);
      return Number((await own.executeTakeFirst()).numDeletedRows) === 1;
    },
  } satisfies Partial<GroupStore>;
}
