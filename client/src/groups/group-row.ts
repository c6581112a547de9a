// What a device keeps of a group, and what follows from it for one message.
import { type AccountId, fromHex, type GroupState, idBytes, isAdmin, type wire } from '@parley/protocol';
import type { GroupRow, GroupTerm } from '../store/schema.ts';

/** Where a roster entry stands. */
export interface Place {
  readonly number: number;
  readonly seq: number;
  readonly ts: number;
}

/** The row after an entry that led to `state`; `before` is undefined for the first. */
export function rowAfter(before: GroupRow | undefined, state: GroupState, { number, seq, ts }: Place): GroupRow {
  const { gap, ...kept } = before ?? {};
  return {
    ...kept,
    ...(gap && gap.upTo > seq ? { gap } : {}),
    group: state.group,
    state,
    roster: number,
    seq,
    ts,
    terms: termsAfter(before, state, seq),
    writers: writersAfter(before?.writers ?? [], state, seq),
    admins: adminsAfter(before?.admins ?? [], state, seq),
    hashes: { ...before?.hashes, [state.version]: state.hash },
  };
}

function termsAfter(before: GroupRow | undefined, state: GroupState, seq: number): GroupRow['terms'] {
  const was = before?.state.members ?? new Map();
  if (was === state.members) return before?.terms ?? [];
  const ended = (before?.terms ?? []).map(term =>
    term.to === undefined && !state.members.has(term.account) ? { ...term, to: seq } : term,
  );
  const begun = [...state.members].filter(([account]) => !was.has(account));
  return [...ended, ...begun.map(([account, { keyHash }]) => ({ account, keyHash, from: seq }))];
}

function writersAfter(before: GroupRow['writers'], state: GroupState, seq: number): GroupRow['writers'] {
  const admins = state.settings.announcementsOnly ? adminsOf(state) : undefined;
  const last = before.at(-1);
  if (last && String(last.admins) === String(admins)) return before;
  return [...before, admins ? { from: seq, admins } : { from: seq }];
}

function adminsAfter(before: Admins, state: GroupState, seq: number): Admins {
  const admins = adminsOf(state);
  return String(before.at(-1)?.admins) === String(admins) ? before : [...before, { from: seq, admins }];
}

type Admins = NonNullable<GroupRow['admins']>;

function adminsOf(state: GroupState): AccountId[] {
  return [...state.members.keys()].filter(account => isAdmin(state, account)).sort();
}

/** Whether a message of the account at `seq` is one of a member. */
export function wasMember({ terms }: GroupRow, account: AccountId, seq: number): boolean {
  return terms.some(term => term.account === account && isDuring(term, seq));
}

/** The account key under which the account was a member at `seq`; undefined: it was none, or that is not known. */
export function keyHashThen({ terms, state }: GroupRow, account: AccountId, seq: number): string | undefined {
  const term = terms.find(each => each.account === account && isDuring(each, seq));
  return term && (term.keyHash ?? state.members.get(account)?.keyHash);
}

/** Whether a message at `seq` is one of the term's account. Terms of one account do not overlap. */
export function isDuring({ from, to }: GroupTerm, seq: number): boolean {
  return from < seq && (to === undefined || seq < to);
}

/** Whether the account was a member then, and might write. */
export function mightWrite(row: GroupRow, account: AccountId, seq: number): boolean {
  const rule = row.writers.findLast(({ from }) => from < seq);
  return wasMember(row, account, seq) && (rule?.admins?.includes(account) ?? true);
}

/** What is not known of before is as it is now. */
export function wasAdmin({ state, admins = [] }: GroupRow, account: AccountId, seq: number): boolean {
  const then = admins.findLast(({ from }) => from < seq);
  return then ? then.admins.includes(account) : isAdmin(state, account);
}

/** Where this device stands in the group's history. */
export function headOf({ group, state }: GroupRow): wire.GroupHead.$Properties {
  return { group: idBytes(group), version: state.version, hash: fromHex(state.hash) };
}
