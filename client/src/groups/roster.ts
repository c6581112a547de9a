// Keeps what is known of groups up to date with their rosters: entries from the inbox in order, or fetched where some are
// missing. Whatever does not hold is not taken: the group then stays as it was, and its people are told.
import { type AccountId, type GroupId, groupIdFrom, toHex, type wire } from '@parley/protocol';
import type { Context } from '../context.ts';
import { hasSeen } from '../devices/chain.ts';
import { type Directory, hasNoList } from '../devices/directory.ts';
import type { Draft } from '../drafts/draft.ts';
import { asParleyError, errorInfo, ParleyError } from '../errors.ts';
import { createFreshRuns } from '../fresh-runs.ts';
import { chatOf } from '../history/history.ts';
import { fetchRoster } from '../http/groups.ts';
import type { Http } from '../http/http.ts';
import type { GroupRow } from '../store/schema.ts';
import { takeEntry } from './entries.ts';
import { passBy } from './gaps.ts';
import { addGroupNotice, keepEntry, tellGroup } from './keep-entry.ts';
import { listsNeeded, type RosterEntry, rosterEntryFrom } from './roster-entry.ts';
import { GroupError } from './signed-event.ts';

export interface Roster {
  /** Fetches, from now on, what follows the known entries. Throws `unknown_group`, `group_conflict`, `unreachable`. */
  catchUp(group: GroupId): Promise<GroupRow>;
  /** Fetches what taking these needs: lists of who has signed, groups not known here, entries before them. */
  prepare(entries: readonly RosterEntry[]): Promise<void>;
  /** Takes an entry in when it is the next one; what is known already changes nothing. */
  take(draft: Draft, entry: RosterEntry): Promise<void>;
  /** Where a member stands in the history, against what is known here. */
  compareHead(draft: Draft, author: AccountId, head: wire.GroupHead.$Properties): Promise<void>;
}

export type RosterDeps = Context & { readonly directory: Directory; readonly http: Http };

const MAX_FAILURES = 5;

export function createRoster(deps: RosterDeps): Roster {
  const { work, directory, http, notify } = deps;
  const { fresh: catchUp } = createFreshRuns(fetchAll);
  /** How often in a row what a group needs could not be had. */
  const failures = new Map<GroupId, number>();

  async function fetchLists(entry: RosterEntry): Promise<void> {
    for (const { account, device, version } of listsNeeded(entry)) {
      const known = await work.get('accounts', account);
      if (known && hasSeen(known, version) && (device === 0 || known.identities[device])) continue;
      try {
        const fetched = await directory.refresh(account);
        if (fetched.version < version) throw new ParleyError('unavailable'); // it has not heard of the list yet
        const isWhole = hasSeen(fetched, version) && (device === 0 || fetched.identities[device]);
        if (!isWhole) await directory.complete(account);
      } catch (error) {
        // Who cannot be verified has signed nothing: taking the entry says so.
        if (!hasNoList(error)) throw error;
      }
    }
  }

  /**
   * False: something that it needs is not known here. `isAsked`: the lists that it needs have been asked for just now; else
   * it says nothing against the entry that they are not known.
   */
  async function takeNext(draft: Draft, entry: RosterEntry, isAsked: boolean): Promise<boolean> {
    const { group, number, seq, ts } = entry;
    const before = await draft.get('groups', group);
    if (before?.conflict || number <= (before?.roster ?? 0)) return true;
    if (seq === 0) return true; // not stamped yet: it comes again
    if (number > (before?.roster ?? 0) + 1) return false;
    try {
      await keepEntry(draft, before, await takeEntry(before, entry, draft, deps), ts, deps);
    } catch (error) {
      if (!(error instanceof GroupError)) throw error;
      if (error.signer && !isAsked) return false;
      await conflict(draft, group, before, error.message, ts);
    }
    return true;
  }

  async function conflict(
    draft: Draft,
    group: GroupId,
    before: GroupRow | undefined,
    reason: string,
    ts: number,
  ): Promise<void> {
    draft.after(() => notify({ kind: 'group_conflict', group, reason }));
    if (!before) return;
    const row = { ...before, conflict: reason };
    draft.put('groups', row);
    const said = { author: deps.profile.account, notice: { kind: 'group_conflict' } as const };
    await addGroupNotice(draft, row, said, ts, deps);
    tellGroup(draft, row, deps);
  }

  async function fetchAll(group: GroupId): Promise<GroupRow> {
    for (;;) {
      const known = await work.get('groups', group);
      const { entries, more } = await fetchRoster(http, group, known?.roster ?? 0);
      for (const entry of entries.map(rosterEntryFrom)) {
        await fetchLists(entry);
        failures.delete(group);
        await work.run(draft => takeNext(draft, entry, true));
      }
      const row = await work.get('groups', group);
      if (row?.conflict) throw new ParleyError('group_conflict', { message: row.conflict, temporary: false });
      if (more && row && row.roster > (known?.roster ?? 0)) continue;
      if (!row) throw new ParleyError('unknown_group');
      return row;
    }
  }

  async function inBackground(group: GroupId): Promise<void> {
    try {
      await catchUp(group);
    } catch (error) {
      const failure = asParleyError(error);
      if (failure.code !== 'group_conflict') notify({ kind: 'problem', error: errorInfo(failure) });
    }
  }

  /**
   * Somebody knows event `version`; a server that does not have it shows different people different histories. That is told
   * and no more: a member who lies must not be able to end the group for the others.
   */
  async function meetHead(group: GroupId, author: AccountId, version: number, hash: string): Promise<void> {
    try {
      await catchUp(group);
    } catch {
      return; // nothing can be said without the server
    }
    await work.run(async draft => {
      const row = await draft.get('groups', group);
      const isMember = row?.state.members.has(deps.profile.account);
      if (!row || !isMember || row.hashes[version] === hash || row.doubted?.includes(version)) return;
      draft.put('groups', { ...row, doubted: [...(row.doubted ?? []), version] });
      const reason = `${author} has seen another version ${version}`;
      draft.after(() => notify({ kind: 'group_conflict', group, reason }));
      const { newestTs } = await chatOf(draft, group);
      const said = { author, notice: { kind: 'group_conflict' } as const };
      await addGroupNotice(draft, row, said, Math.max(newestTs + 1, deps.clock.now()), deps);
    });
  }

  return {
    catchUp,
    async take(draft, entry) {
      if (await takeNext(draft, entry, false)) return;
      await passBy(draft, entry);
      draft.after(() => void inBackground(entry.group));
    },
    async prepare(entries) {
      for (const entry of entries) await patiently(entry.group, () => reach(entry));
    },
    async compareHead(draft, author, head) {
      const group = groupIdFrom(head.group ?? new Uint8Array());
      const version = head.version ?? 0;
      const named = toHex(head.hash ?? new Uint8Array());
      const row = await draft.get('groups', group);
      if (!row || row.conflict || version === 0 || row.hashes[version] === named) return;
      draft.after(() => void meetHead(group, author, version, named).catch(() => {})); // the client is being closed
    },
  };

  /** All before it is taken in, and the lists that it needs are here. */
  async function reach(entry: RosterEntry): Promise<void> {
    const { group, number } = entry;
    const known = async () => {
      const row = await work.get('groups', group);
      return row?.conflict ? number : (row?.roster ?? 0);
    };
    if (number > (await known()) + 1) await catchUp(group);
    if (number > (await known()) + 1) throw new ParleyError('unavailable'); // it has not heard of those before it yet
    if (number > (await known())) await fetchLists(entry);
  }

  /** A connection or two may go by until it can be had; then what stands behind it waits no longer (D8). */
  async function patiently(group: GroupId, step: () => Promise<unknown>): Promise<void> {
    try {
      await step();
      failures.delete(group);
    } catch (error) {
      if (!asParleyError(error).temporary) return void failures.delete(group);
      failures.set(group, (failures.get(group) ?? 0) + 1);
      if ((failures.get(group) ?? 0) < MAX_FAILURES) throw error;
    }
  }
}
