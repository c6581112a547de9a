// An event's way into the roster: read, known by its id, signed by who submits it, allowed by the rules, stored, stamped.
import { setTimeout as elapsed } from 'node:timers/promises';
import {
  type AccountId,
  applyGroupEvent,
  type DeviceAddress,
  equalBytes,
  type GroupId,
  type GroupState,
  idBytes,
  type JoinAsked,
  type Limits,
  type WireError,
  wire,
  wireError,
} from '@parley/protocol';
import type { Accounts } from '../accounts/accounts.ts';
import type { AddRefusers } from '../accounts/privacy.ts';
import type { Clock } from '../lib/clock.ts';
import type { GroupStore, StoredEntry } from './group-store.ts';
import type { Groups } from './groups.ts';
import { usableNow } from './joins.ts';
import { badEvent, isRefusal, ruled } from './refusals.ts';
import type { Relay } from './relay.ts';
import { entryFrom } from './roster-page.ts';
import { authorProblem, isBy, joinOf, namedIn, readEvent, readSubmission, type SignedEvent } from './signed-event.ts';
import type { NextEntry, States } from './states.ts';

export interface SubmitDeps {
  readonly store: GroupStore;
  readonly states: States;
  readonly relay: Relay;
  readonly accounts: Pick<Accounts, 'accountKeys' | 'deviceLists' | 'identityKey'>;
  readonly clock: Clock;
  readonly limits: Limits;
  readonly stampWaitMs: number;
  readonly takeChange: (account: AccountId) => Promise<number>;
  /** Who does not want to be added. */
  readonly addRefusers?: AddRefusers;
  readonly keyProblem: (named: ReadonlyMap<AccountId, string>) => Promise<WireError | undefined>;
  readonly devicesChanged: (account: AccountId) => Promise<void>;
}

interface Submission {
  readonly device: DeviceAddress;
  readonly group: GroupId;
  readonly signed: Uint8Array;
  readonly read: SignedEvent;
  readonly join: JoinAsked | undefined;
  readonly addKeys: ReadonlyMap<AccountId, Uint8Array>;
}

export function createSubmit(deps: SubmitDeps): Groups['submit'] {
  return async (device, group, submitted) => {
    const done = await submit(deps, device, group, submitted);
    return isRefusal(done) ? { ok: false, error: done } : { ok: true, value: entryFrom(done) };
  };
}

async function submit(
  deps: SubmitDeps,
  device: DeviceAddress,
  group: GroupId,
  submitted: Uint8Array,
): Promise<StoredEntry | WireError> {
  const { store, limits, takeChange, accounts } = deps;
  const taken = readSubmission(submitted);
  if ((taken?.signed ?? submitted).length > limits.maxGroupEventBytes) return wireError('too_large');
  if (!taken) return badEvent('it cannot be decoded');
  const { signed, addKeys } = taken;
  if (addKeys.size > limits.maxGroupMembers) return wireError('too_large');
  const read = readEvent(signed);
  if (!read) return badEvent('it cannot be decoded');
  if (!equalBytes(read.event.group, idBytes(group))) return badEvent('it is of another group');
  if (!isBy(read, device)) return badEvent('it is of another device');
  const before = await store.entryOf(group, read.id);
  if (before) return repeated(deps, group, before, device);
  const waitMs = await takeChange(device.account);
  if (waitMs > 0) return wireError('rate_limited', undefined, waitMs);
  const problem = await authorProblem(read, device, accounts);
  if (problem) return badEvent(problem);
  const number = await add(deps, { device, group, signed, read, join: joinOf(read, group), addKeys });
  if (typeof number === 'number') return stampedEntry(deps, group, number);
  const since = await store.entryOf(group, read.id); // the same request, sent twice: the other one was faster
  return since ? repeated(deps, group, since, device) : number;
}

/** The id is known: the same answer, to the same device only. */
async function repeated(
  deps: SubmitDeps,
  group: GroupId,
  before: StoredEntry,
  device: DeviceAddress,
): Promise<StoredEntry | WireError> {
  const first = readEvent(wire.GroupRosterEntry.decode(before.entry).event ?? new Uint8Array());
  if (!first || !isBy(first, device)) return badEvent('its id is taken');
  return before.seq > 0 ? before : stampedEntry(deps, group, before.number);
}

async function add(deps: SubmitDeps, submission: Submission): Promise<number | WireError> {
  const { states, accounts } = deps;
  const { group, signed, read, join } = submission;
  const named = namedIn(read, join);
  let listVersions = new Map<AccountId, number>();
  const number = await states.change(group, async (now): Promise<NextEntry | WireError> => {
    listVersions = await versionsOf(accounts, named);
    const after = await applied(deps, submission, now?.state, named);
    return isRefusal(after) ? after : { after, entry: { event: signed }, eventId: read.id, listVersions };
  });
  if (number === undefined) throw new Error('an event made neither an entry nor a refusal');
  if (typeof number === 'number') await tellLate(deps, listVersions);
  return number;
}

async function versionsOf(accounts: SubmitDeps['accounts'], named: ReadonlyMap<AccountId, string>) {
  const keys = await accounts.accountKeys([...named.keys()]);
  return new Map([...keys].map(([account, { listVersion }]) => [account, listVersion]));
}

/** A list that came while its account was being added has found no membership to tell. */
async function tellLate({ accounts, devicesChanged }: SubmitDeps, told: ReadonlyMap<AccountId, number>): Promise<void> {
  if (told.size === 0) return;
  for (const [account, { listVersion }] of await accounts.accountKeys([...told.keys()])) {
    if (listVersion !== told.get(account)) await devicesChanged(account);
  }
}

async function applied(
  deps: SubmitDeps,
  submission: Submission,
  before: GroupState | undefined,
  named: ReadonlyMap<AccountId, string>,
): Promise<GroupState | WireError> {
  const { read, join } = submission;
  const outside = (await outsideProblem(deps, submission, before)) ?? (await addProblem(deps, submission, named));
  if (outside) return outside;
  const change = { event: read.event, hash: read.hash, ...(join ? { join } : {}) };
  const after = ruled(() => applyGroupEvent(before, change));
  if (isRefusal(after)) return after;
  const grows = after.members.size > (before?.members.size ?? 0);
  if (grows && after.members.size > deps.limits.maxGroupMembers) return wireError('group_full');
  return (await deps.keyProblem(named)) ?? after;
}

/** What the rules do not know: that members are told apart from others by their keys, and what time it is. */
async function outsideProblem(
  { clock, keyProblem }: SubmitDeps,
  { device, read: { event }, join }: Submission,
  before: GroupState | undefined,
): Promise<WireError | undefined> {
  if (event.joined) {
    if (!join) return badEvent('it has no join that the link has signed for this group');
    if (!before) return wireError('invite_not_found');
  } else {
    if (!before) return event.created ? undefined : wireError('unknown_group');
    const keyHash = before.members.get(device.account)?.keyHash;
    if (keyHash === undefined) return wireError('unknown_group');
    if (await keyProblem(new Map([[device.account, keyHash]]))) return wireError('unknown_group');
  }
  const usable = join && usableNow(before, join.invite, clock.now());
  return isRefusal(usable) ? usable : undefined;
}

/** F26: nobody comes into a group by somebody he lets not; whoever has asked to be let in, or comes by a link, wants to. */
async function addProblem(
  { addRefusers }: SubmitDeps,
  { device: { account }, join, addKeys }: Submission,
  named: ReadonlyMap<AccountId, string>,
): Promise<WireError | undefined> {
  if (!addRefusers || join) return undefined;
  const others = [...named.keys()].filter(each => each !== account);
  if (others.length === 0) return undefined;
  const refusers = await addRefusers(account, others, addKeys);
  return refusers.length > 0 ? { ...wireError('add_refused'), accounts: refusers } : undefined;
}

async function stampedEntry(
  { store, relay, stampWaitMs }: SubmitDeps,
  group: GroupId,
  number: number,
): Promise<StoredEntry> {
  await Promise.race([relay.post(group), elapsed(stampWaitMs, undefined, { ref: false })]);
  const [entry] = await store.entries(group, number - 1, number, 1);
  return entry!;
}
