// One entry of a roster, and everything that follows from it, in one transaction.
import { createHash } from 'node:crypto';
import {
  type AccountId,
  fromHex,
  type GroupInviteState,
  type GroupMemberState,
  type GroupState,
} from '@parley/protocol';
import type { Kysely } from 'kysely';
import type { SqlDatabase } from '../lib/sql-database.ts';
import type { GroupTables } from './group-schema-sql.ts';
import type { GroupStore, RosterChange } from './group-store.ts';

type Db = Kysely<GroupTables>;
type Sql = SqlDatabase<GroupTables>;
type Members = GroupState['members'];

/** Databases bound the parameters of a statement. */
const ROWS_PER_STATEMENT = 500;

export const commitWith =
  ({ transaction: transact, locking }: Sql): GroupStore['commit'] =>
  async change => {
    try {
      await transact(transaction => commit(transaction, change, locking));
      return 'committed';
    } catch (error) {
      if (error instanceof Undone) return error.why;
      throw error;
    }
  };

type Why = 'conflict' | 'invite_taken' | 'too_many_groups';

/** Thrown inside a transaction, so that nothing of it stays. */
class Undone extends Error {
  readonly why: Why;
  constructor(why: Why) {
    super(why);
    this.why = why;
  }
}

async function commit(db: Db, change: RosterChange, locking: Sql['locking']): Promise<void> {
  const { number, entry, eventId, after } = change;
  await writeGroup(db, change);
  await db
    .insertInto('roster')
    .values({
      group_id: after.group,
      number,
      event_id: eventId ?? null,
      entry,
      announcements_only: Number(after.settings.announcementsOnly),
      seq: 0,
      ts: 0,
    })
    .execute();
  await changeMembers(db, change, locking);
  await changeInvites(db, change);
}

/** The compare-and-set on which everything else rests. */
async function writeGroup(db: Db, { number, before, after }: RosterChange): Promise<void> {
  const { group, version, hash, name, description, icon, settings } = after;
  const row = {
    version,
    hash,
    roster: number,
    name,
    description,
    announcements_only: Number(settings.announcementsOnly),
    admins_edit_details: Number(settings.adminsEditDetails),
    timer_s: settings.timerS,
  };
  if (number === 1) {
    const taken = await db.selectFrom('groups').select('id').where('id', '=', group).executeTakeFirst();
    if (taken) throw new Undone('conflict');
    await db
      .insertInto('groups')
      .values({ id: group, posted: 0, icon, ...row })
      .execute();
    return;
  }
  const changed = icon === before?.icon ? row : { ...row, icon };
  const moved = db
    .updateTable('groups')
    .set(changed)
    .where('id', '=', group)
    .where('roster', '=', number - 1)
    .where('hash', '=', before?.hash ?? ''); // a primary that was lost may have taken other entries along
  if (Number((await moved.executeTakeFirst()).numUpdatedRows) !== 1) throw new Undone('conflict');
}

async function changeMembers(db: Db, change: RosterChange, locking: Sql['locking']): Promise<void> {
  const { number, before, after } = change;
  const was: Members = before?.members ?? new Map();
  const differs = (account: AccountId): boolean => !isSame(was.get(account), after.members.get(account));
  const ended = [...was.keys()].filter(differs);
  const begun = [...after.members.keys()].filter(differs);
  const versions = new Map([...(await listVersions(db, change, ended)), ...change.listVersions]);
  const present = db.updateTable('members').where('group_id', '=', after.group).where('until_number', 'is', null);
  for (const some of chunksOf(ended)) {
    await present.set({ until_number: number }).where('account', 'in', some).execute();
  }
  for (const [account, version] of change.listVersions) {
    if (differs(account)) continue;
    await present.set({ list_version: version }).where('account', '=', account).execute();
  }
  for (const some of chunksOf(begun)) {
    const rows = some.map(account => rowOf(change, account, versions.get(account) ?? 0));
    await db.insertInto('members').values(rows).execute();
  }
  const come = begun.filter(account => !was.has(account));
  for (const some of chunksOf(come)) await welcome(db, change, some, locking);
}

function isSame(one: GroupMemberState | undefined, other: GroupMemberState | undefined): boolean {
  return one?.role === other?.role && one?.since === other?.since && one?.keyHash === other?.keyHash;
}

/** As they are known of those whose row ends: a new role changes nothing about devices. */
async function listVersions(
  db: Db,
  { after }: RosterChange,
  accounts: readonly AccountId[],
): Promise<[AccountId, number][]> {
  const known: [AccountId, number][] = [];
  for (const some of chunksOf(accounts.filter(account => after.members.has(account)))) {
    const rows = db.selectFrom('members').select(['account', 'list_version']).where('group_id', '=', after.group);
    for (const { account, list_version } of await rows
      .where('until_number', 'is', null)
      .where('account', 'in', some)
      .execute()) {
      known.push([account as AccountId, list_version]);
    }
  }
  return known;
}

function rowOf({ number, after }: RosterChange, account: AccountId, listVersion: number) {
  const { role, since, keyHash } = after.members.get(account)!;
  const span = { group_id: after.group, account, from_number: number, until_number: null };
  return { ...span, role, since, key_hash: keyHash, list_version: listVersion };
}

/** Those who come have not too many groups now, and need not ask any more. */
async function welcome(
  db: Db,
  { after: { group }, maxGroups }: RosterChange,
  accounts: readonly AccountId[],
  locking: Sql['locking'],
): Promise<void> {
  const { countAll } = db.fn;
  const tooMany = db
    .selectFrom('members')
    .select('account')
    .where('account', 'in', accounts)
    .where('until_number', 'is', null)
    .groupBy('account')
    .having(countAll<number>(), '>', maxGroups);
  if (await locking(tooMany).executeTakeFirst()) throw new Undone('too_many_groups');
  await db.deleteFrom('requests').where('group_id', '=', group).where('account', 'in', accounts).execute();
}

async function changeInvites(db: Db, { before, after }: RosterChange): Promise<void> {
  const was: GroupState['invites'] = before?.invites ?? new Map();
  for (const publicKey of was.keys()) {
    if (after.invites.has(publicKey)) continue;
    await db.updateTable('invites').set({ revoked: 1 }).where('hash', '=', inviteHash(publicKey)).execute();
  }
  for (const [publicKey, invite] of after.invites) {
    if (was.get(publicKey) !== invite) await writeInvite(db, after, publicKey, invite);
  }
}

async function writeInvite(db: Db, { group }: GroupState, publicKey: string, invite: GroupInviteState): Promise<void> {
  const hash = inviteHash(publicKey);
  const { expiresAt, maxUses, uses, approval, by } = invite;
  const row = {
    group_id: group,
    public_key: publicKey,
    revoked: 0,
    expires_at: expiresAt,
    max_uses: maxUses,
    uses,
    approval: Number(approval),
    made_by: by,
  };
  const known = await db.selectFrom('invites').select('group_id').where('hash', '=', hash).executeTakeFirst();
  if (!known)
    await db
      .insertInto('invites')
      .values({ hash, ...row })
      .execute();
  else if (known.group_id !== group) throw new Undone('invite_taken');
  else await db.updateTable('invites').set(row).where('hash', '=', hash).execute();
}

function inviteHash(publicKey: string): string {
  return createHash('sha256').update(fromHex(publicKey)).digest('hex');
}

function* chunksOf<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < list.length; at += ROWS_PER_STATEMENT) yield list.slice(at, at + ROWS_PER_STATEMENT);
}
