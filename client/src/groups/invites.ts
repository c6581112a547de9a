// Links that let people in: made, shown, used; and who asks to be let in.
import { type AccountId, fromHex, type GroupId, groupIdFrom, isAdmin, parseGroupId, toHex } from '@parley/protocol';
import type { Client } from '../client.ts';
import { type KeyPair, keyPairFrom } from '../crypto/crypto.ts';
import { asParleyError, ParleyError } from '../errors.ts';
import { dropRequest, fetchPreview, fetchRequests, postRequest } from '../http/groups.ts';
import { introduceMembers } from '../profiles/introductions.ts';
import { changeGroup, head, type MakeChange, post, untilShown } from './changes.ts';
import type { GroupInvite, GroupPreview, JoinedGroup, JoinRequest, NewInvite } from './group-client.ts';
import type { GroupsDeps } from './groups.ts';
import { inviteId, keysInLink } from './invite-link.ts';
import { newSecret } from './new-ids.ts';
import { shownGroup } from './shown-group.ts';
import { GroupError, keyHashOf, openJoin, signJoin } from './signed-event.ts';

export type InviteMethods = Pick<
  Client,
  'makeInvite' | 'revokeInvite' | 'previewInvite' | 'joinGroup' | 'joinRequests' | 'answerRequest'
>;

export function createInvites(deps: GroupsDeps): InviteMethods {
  return {
    makeInvite: (id, invite = {}, signal) => makeInvite(id, invite, deps, signal),
    revokeInvite: (id, invite, signal) => revokeInvite(id, invite, deps, signal),
    previewInvite: async (link, signal) =>
      (await preview(await keysInLink(link, deps.profile.server, deps.env), deps, signal)).shown,
    joinGroup: async (link, signal) => join(await keysInLink(link, deps.profile.server, deps.env), deps, signal),
    joinRequests: async (id, signal) => (await openRequests(id, deps, signal)).map(({ shown }) => shown),
    answerRequest: (id, account, letIn, signal) => answerRequest(id, account, letIn, deps, signal),
  };
}

async function makeInvite(
  id: GroupId,
  { expiresAt = 0, maxUses = 0, approval = false, secret = newSecret() }: NewInvite,
  deps: GroupsDeps,
  signal: AbortSignal | undefined,
): Promise<GroupInvite> {
  const { publicKey } = await keyPairFrom(secret, deps.env);
  const name = toHex(publicKey);
  // Before anybody can use it: a link that nobody has is of no use, one that got lost could not be shown again.
  await deps.work.run(async draft => {
    const row = await draft.get('groups', id);
    if (row) draft.put('groups', { ...row, secrets: { ...row.secrets, [name]: secret } });
  });
  const make: MakeChange = ({ state }) =>
    state.invites.has(name) ? undefined : { invite: { publicKey, expiresAt, maxUses, approval } };
  const row = await changeGroup(id, make, deps, signal);
  const { invites } = await shownGroup(deps.work, row, deps.profile);
  return invites.find(invite => invite.id === name)!;
}

async function revokeInvite(id: GroupId, invite: string, deps: GroupsDeps, signal: AbortSignal | undefined) {
  const make: MakeChange = ({ state }) =>
    state.invites.has(invite) ? { inviteRevoked: { publicKey: fromHex(invite) } } : undefined;
  return shownGroup(deps.work, await changeGroup(id, make, deps, signal), deps.profile);
}

async function preview(keys: KeyPair, { http, work, profile }: GroupsDeps, signal: AbortSignal | undefined) {
  const { group, icon, ...answer } = await fetchPreview(http, inviteId(keys.publicKey), signal);
  const id = groupIdFrom(group);
  const isMember = (await work.get('groups', id))?.state.members.has(profile.account) ?? false;
  const { name, description, members, approval } = answer;
  const shown: GroupPreview = {
    id,
    name,
    description,
    members,
    approval,
    isMember,
    ...(icon.length > 0 ? { icon: Uint8Array.from(icon) } : {}),
  };
  return { shown, version: answer.version, hash: answer.hash };
}

const MAX_TRIES = 5;

async function join(keys: KeyPair, deps: GroupsDeps, signal: AbortSignal | undefined): Promise<JoinedGroup> {
  const { http, profile, directory, clock, env } = deps;
  const { accountKey, version: listVersion } = await directory.ensure(profile.account);
  const member = { account: fromHex(profile.account), accountKeyHash: keyHashOf(accountKey) };
  const eventId = env.random(16);
  for (let tries = 1; ; tries++) {
    const { shown, version, hash } = await preview(keys, deps, signal);
    const { id } = shown;
    if (shown.isMember) return { id, state: 'joined' };
    const secret = { secret: keys.privateKey, publicKey: keys.publicKey };
    const signed = signJoin(id, secret, { member, listVersion }, clock.now(), deps);
    const event = { ...(await head(id, eventId, deps)), version: version + 1, previousHash: hash };
    try {
      if (shown.approval) {
        await postRequest(http, inviteId(keys.publicKey), signed, signal);
        return { id, state: 'asked' };
      }
      await post(id, { ...event, joined: { join: signed } }, deps, signal);
      return { id, state: 'joined' };
    } catch (error) {
      const { code } = asParleyError(error);
      if (code === 'bad_group_event' && (await isMemberNow(id, deps, signal))) return { id, state: 'joined' };
      if (code !== 'group_conflict' || tries >= MAX_TRIES) throw error;
    }
  }
}

/** Somebody may have been added meanwhile, and not have heard of it. Throws what keeps one from knowing. */
async function isMemberNow(id: GroupId, deps: GroupsDeps, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await untilShown(id, ({ state }) => state.members.has(deps.profile.account), deps, signal);
    return true;
  } catch (error) {
    const { code } = asParleyError(error);
    if (code === 'unknown_group' || code === 'group_conflict') return false;
    throw error;
  }
}

interface OpenedRequest {
  readonly shown: JoinRequest;
  readonly keyHash: string;
  readonly signed: Uint8Array;
}

/** Those that do not hold are left out: nobody could be let in on them. */
async function openRequests(id: GroupId, deps: GroupsDeps, signal: AbortSignal | undefined): Promise<OpenedRequest[]> {
  if (!parseGroupId(id)) throw new ParleyError('unknown_group');
  const row = await deps.work.get('groups', id);
  if (!row || !isAdmin(row.state, deps.profile.account)) throw new ParleyError('group_forbidden');
  const opened: OpenedRequest[] = [];
  for (const signed of await fetchRequests(deps.http, id, signal)) {
    const request = await openRequest(id, signed, deps);
    if (request && row.state.invites.has(request.invite) && !row.state.members.has(request.shown.account)) {
      opened.push(request);
    }
  }
  return opened;
}

async function openRequest(id: GroupId, signed: Uint8Array, deps: GroupsDeps) {
  const { work, directory } = deps;
  try {
    const { account, keyHash, invite, askedAt } = await openJoin(signed, id, work, deps).catch(async error => {
      if (!(error instanceof GroupError) || !error.signer) throw error;
      await directory.refresh(error.signer.account);
      return openJoin(signed, id, work, deps);
    });
    const { name, phone } = (await work.get('contacts', account)) ?? {};
    const shown: JoinRequest = { account, askedAt, ...(name ? { name } : {}), ...(phone ? { phone } : {}) };
    return { shown, keyHash, invite, signed };
  } catch (error) {
    if (error instanceof GroupError || !asParleyError(error).temporary) return undefined;
    throw error;
  }
}

async function answerRequest(
  id: GroupId,
  account: AccountId,
  letIn: boolean,
  deps: GroupsDeps,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (!letIn) return dropRequest(deps.http, id, account, signal);
  const request = (await openRequests(id, deps, signal)).find(({ shown }) => shown.account === account);
  if (!request) throw new ParleyError('not_found', { message: 'This account does not ask to be let in (any more).' });
  const member = { account: fromHex(account), accountKeyHash: fromHex(request.keyHash) };
  const make: MakeChange = ({ state }) =>
    state.members.has(account) ? undefined : { added: { members: [member], request: request.signed } };
  await changeGroup(id, make, deps, signal);
  await deps.work.run(draft => introduceMembers(draft, id));
}
