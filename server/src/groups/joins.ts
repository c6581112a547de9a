// Links from outside of the group: what they lead to, and asking to be let in.
import { createHash } from 'node:crypto';
import {
  type AccountId,
  equalBytes,
  fromHex,
  type GroupId,
  type GroupState,
  idBytes,
  isAdmin,
  type Limits,
  usableInvite,
  type WireError,
  wire,
  wireError,
} from '@parley/protocol';
import type { Outcome } from '../accounts/accounts.ts';
import type { Clock } from '../lib/clock.ts';
import type { GroupStore } from './group-store.ts';
import type { Groups } from './groups.ts';
import { badEvent, isRefusal, ruled } from './refusals.ts';
import { readJoin } from './signed-event.ts';
import type { States } from './states.ts';

/** To be written to the inboxes of these accounts; not a part of the group's order. */
export interface RequestNote {
  readonly group: GroupId;
  readonly accounts: readonly AccountId[];
  readonly ts: number;
  /** A serialised Envelope. */
  readonly envelope: Uint8Array;
}

export interface JoinDeps {
  readonly store: GroupStore;
  readonly states: States;
  readonly clock: Clock;
  readonly limits: Limits;
  /** The state, if the account is a member under the account key that it has today. */
  readonly asMember: (group: GroupId, account: AccountId) => Promise<GroupState | undefined>;
  readonly keyProblem: (named: ReadonlyMap<AccountId, string>) => Promise<WireError | undefined>;
  readonly tellAdmins: (note: RequestNote) => Promise<void>;
  /** Milliseconds to wait; 0: none. */
  readonly takeChange: (account: AccountId) => Promise<number>;
}

type Joins = Pick<Groups, 'preview' | 'ask' | 'requests' | 'removeRequest'>;

export function createJoins(deps: JoinDeps): Joins {
  const { store, asMember } = deps;
  return {
    preview: invite => preview(deps, invite),
    ask: (device, invite, signed) => ask(deps, device.account, invite, signed),
    async requests(account, group): Promise<Outcome<readonly Uint8Array[]>> {
      const state = await asMember(group, account);
      if (!state) return { ok: false, error: wireError('unknown_group') };
      if (!isAdmin(state, account)) return { ok: false, error: wireError('group_forbidden') };
      return { ok: true, value: await store.requests(group) };
    },
    async removeRequest(account, group, asked) {
      if (account !== asked) {
        const state = await asMember(group, account);
        if (!state) return wireError('unknown_group');
        if (!isAdmin(state, account)) return wireError('group_forbidden');
      }
      return (await store.removeRequest(group, asked)) ? undefined : wireError('not_found');
    },
  };
}

/** An empty group lets nobody in: there would be nobody who owns it. */
export function usableNow(state: GroupState, publicKey: string, now: number) {
  if (state.members.size === 0) return wireError('invite_not_found');
  return ruled(() => usableInvite(state, publicKey, now));
}

async function preview(
  { store, states, clock }: JoinDeps,
  invite: string,
): Promise<Outcome<wire.GroupPreview.$Properties>> {
  const group = await store.groupByInvite(invite);
  const state = group && (await states.get(group))?.state;
  const publicKey = state && [...state.invites.keys()].find(key => hashOf(key) === invite);
  if (!publicKey) return { ok: false, error: wireError('invite_not_found') };
  const usable = usableNow(state, publicKey, clock.now());
  if (isRefusal(usable)) return { ok: false, error: usable };
  const { version, hash, name, description, icon, members } = state;
  const shown = { name, description, icon, members: members.size, approval: usable.approval };
  return { ok: true, value: { group: idBytes(group), version, hash: fromHex(hash), ...shown } };
}

function hashOf(publicKey: string): string {
  return createHash('sha256').update(fromHex(publicKey)).digest('hex');
}

async function ask(
  { store, states, clock, limits, keyProblem, tellAdmins, takeChange }: JoinDeps,
  account: AccountId,
  invite: string,
  signed: Uint8Array,
): Promise<WireError | undefined> {
  const waitMs = await takeChange(account);
  if (waitMs > 0) return wireError('rate_limited', undefined, waitMs);
  const join = readJoin(signed);
  if (!join || join.account !== account) return badEvent('the request to join is not signed by the link, or not yours');
  const group = hashOf(join.invite) === invite ? await store.groupByInvite(invite) : undefined;
  const state = group && (await states.get(group))?.state;
  if (!state || !equalBytes(join.group, idBytes(group))) return wireError('invite_not_found');
  const usable = usableNow(state, join.invite, clock.now());
  if (isRefusal(usable)) return usable;
  const problem = await keyProblem(new Map([[account, join.keyHash]]));
  if (problem) return problem;
  if (state.members.has(account)) return badEvent('who asks is a member already');
  const now = clock.now();
  const kept = await store.addRequest({ group, account, request: signed, now }, limits.maxGroupRequests);
  if (kept === 'full') return wireError('rate_limited', 'Too many people wait to be let in. Try again later.');
  if (kept === 'replaced') return undefined; // they have been told, and shall not be told all day long
  const accounts = [...state.members.keys()].filter(member => isAdmin(state, member));
  const groupRequested = { group: idBytes(group), request: signed };
  const envelope = wire.Envelope.encode({ ts: now, control: true, groupRequested }).finish();
  await tellAdmins({ group, accounts, ts: now, envelope });
  return undefined;
}
