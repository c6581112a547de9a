// One roster entry on top of what is known: verified, applied, and what it says to a person. Nothing is stored here.
import {
  type AccountId,
  applyGroupEvent,
  endMembership,
  GroupRuleError,
  type GroupState,
  toHex,
} from '@parley/protocol';
import type { Context } from '../context.ts';
import { accountKeyAt, hasSeen } from '../devices/chain.ts';
import type { Reader } from '../drafts/draft.ts';
import type { ChatNotice } from '../history/notice.ts';
import type { GroupRow } from '../store/schema.ts';
import { endNotices, noticesOf } from './event-notices.ts';
import { rowAfter } from './group-row.ts';
import type { RosterEntry } from './roster-entry.ts';
import { GroupError, keyHashOf, openEvent, type VerifiedEvent } from './signed-event.ts';

export interface TakenEntry {
  readonly row: GroupRow;
  /** What a person is shown, by whom it is said. */
  readonly notices: readonly { readonly author: AccountId; readonly notice: ChatNotice }[];
}

/** The entry must be the next one, and stamped. Throws GroupError. */
export async function takeEntry(
  before: GroupRow | undefined,
  entry: RosterEntry,
  reader: Reader,
  deps: Pick<Context, 'env'>,
): Promise<TakenEntry> {
  const { number, seq, ts } = entry;
  const place = { number, seq, ts };
  if (number !== (before?.roster ?? 0) + 1) throw new GroupError(`roster entry ${number} does not follow`);
  if (seq <= (before?.seq ?? 0) || ts <= (before?.ts ?? 0)) {
    throw new GroupError(`roster entry ${number} stands before the one before it`);
  }
  if (entry.devices) {
    if (!before) throw new GroupError('a group begins with its creation');
    if (entry.devices.ended) return accountEnded(before, entry.devices.account, place);
    const { state, notices } = await devicesChanged(before.state, entry.devices, reader);
    const lists = { ...before.lists, [entry.devices.account]: entry.devices.listVersion };
    return { row: { ...rowAfter(before, state, place), lists }, notices };
  }
  const verified = await openEvent(entry.event ?? new Uint8Array(), reader, deps);
  checkList(before, verified);
  const state = applied(before?.state, verified);
  if (state.group !== entry.group) throw new GroupError('an event of another group');
  return { row: rowAfter(before, state, place), notices: noticesOf(before?.state, state, verified) };
}

/** A device that has gone signs nothing by a list of before, once the roster has told so. */
function checkList(before: GroupRow | undefined, { actor, event }: VerifiedEvent): void {
  const told = before?.lists?.[actor] ?? 0;
  if (event.actorListVersion < told)
    throw new GroupError(`signed by list ${event.actorListVersion} of ${actor}, which ${told} follows`);
}

function applied(before: GroupState | undefined, verified: Parameters<typeof applyGroupEvent>[1]): GroupState {
  try {
    return applyGroupEvent(before, verified);
  } catch (error) {
    if (error instanceof GroupRuleError) throw new GroupError(error.message);
    throw error;
  }
}

/**
 * The server's word alone: nobody is left to sign it. It ends memberships with it as with a list that it makes up, in sight of all
 * and without a reader more.
 */
function accountEnded(before: GroupRow, account: AccountId, place: Parameters<typeof rowAfter>[2]): TakenEntry {
  const state = endMembership(before.state, account);
  const notices = before.state.members.has(account)
    ? endNotices(before.state, state, account, 'group_account_ended')
    : [];
  return { row: rowAfter(before, state, place), notices };
}

/** What the account's own lists say counts, not what the server makes of them. */
async function devicesChanged(
  before: GroupState,
  { account, listVersion }: NonNullable<RosterEntry['devices']>,
  reader: Reader,
): Promise<Pick<TakenEntry, 'notices'> & { readonly state: GroupState }> {
  const known = await reader.get('accounts', account);
  if (!known || !hasSeen(known, listVersion)) {
    throw new GroupError(`list ${listVersion} of ${account} is not known`, {
      account,
      device: 0,
      version: listVersion,
    });
  }
  const member = before.members.get(account);
  // Of the list that is told of: he may have registered anew since, and what he did before that counts.
  const keyHash = toHex(keyHashOf(accountKeyAt(known, listVersion)));
  if (!member || keyHash === member.keyHash) return { state: before, notices: [] };
  const state = endMembership(before, account);
  return { state, notices: endNotices(before, state, account, 'group_registered_anew') };
}
