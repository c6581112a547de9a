// Events and requests to join: made and signed, taken apart and verified. What an event may do is the protocol's; where it
// stands in the group's history is in entries.ts.
import { sha256 } from '@noble/hashes/sha2.js';
import {
  type AccountId,
  type AppliedEvent,
  accountIdFrom,
  type GroupId,
  groupIdFrom,
  idBytes,
  type JoinAsked,
  signedBytes,
  toHex,
  wire,
} from '@parley/protocol';
import type { Context } from '../context.ts';
import { type PrivateKey, sign, verify } from '../crypto/crypto.ts';
import type { Reader } from '../drafts/draft.ts';

type Env = Pick<Context, 'env'>;

/** Why something about a group is not believed. */
export class GroupError extends Error {
  /** The list that would tell is not known here: it may be there once it has been fetched. */
  readonly signer: Signer | undefined;

  constructor(message: string, signer?: Signer) {
    super(message);
    this.name = 'GroupError';
    this.signer = signer;
  }
}

export interface Signer {
  readonly account: AccountId;
  readonly device: number;
  /** Of the device list that names it. */
  readonly version: number;
}

export interface VerifiedEvent extends AppliedEvent {
  readonly actor: AccountId;
}

export function signEvent(event: wire.GroupEvent.$Properties, { profile, env }: Env & Pick<Context, 'profile'>) {
  const bytes = wire.GroupEvent.encode(event).finish();
  const signature = sign(
    profile.identity.privateKey as PrivateKey,
    signedBytes('parley group event 1', bytes),
    env.random,
  );
  return wire.SignedGroupEvent.encode({ event: bytes, signature }).finish();
}

/** Both signatures checked against the lists that are known here. Throws GroupError. */
export async function openEvent(signed: Uint8Array, reader: Reader, deps: Env): Promise<VerifiedEvent> {
  const { event: bytes, signature } = decoded(() => wire.SignedGroupEvent.decode(signed));
  const event = decoded(() => wire.GroupEvent.decode(bytes));
  const actor = decoded(() => accountIdFrom(event.actor));
  const signer = { account: actor, device: event.actorDevice, version: event.actorListVersion };
  await checkDevice(signer, signedBytes('parley group event 1', bytes), signature, reader, deps);
  const asked = event.joined?.join ?? event.added?.request;
  const join = asked?.length
    ? await openJoin(
        asked,
        decoded(() => groupIdFrom(event.group)),
        reader,
        deps,
      )
    : undefined;
  return { event, hash: toHex(sha256(bytes)), actor, ...(join ? { join } : {}) };
}

/** Throws GroupError. */
export async function openJoin(signed: Uint8Array, group: GroupId, reader: Reader, deps: Env): Promise<OpenedJoin> {
  const { join: bytes, inviteSignature, deviceSignature } = decoded(() => wire.SignedGroupJoin.decode(signed));
  const join = decoded(() => wire.GroupJoin.decode(bytes));
  const message = signedBytes('parley group join 1', bytes);
  const { member, publicKey, device, listVersion: version, createdAt } = join;
  const account = decoded(() => accountIdFrom(member?.account ?? new Uint8Array()));
  if (decoded(() => groupIdFrom(join.group)) !== group) throw new GroupError('a request to join another group');
  if (!(await verify(publicKey, message, inviteSignature, deps.env.primitives))) {
    throw new GroupError('who asks to join does not have the invite');
  }
  await checkDevice({ account, device, version }, message, deviceSignature, reader, deps);
  const keyHash = toHex(member?.accountKeyHash ?? new Uint8Array());
  return { account, keyHash, invite: toHex(publicKey), askedAt: createdAt };
}

export interface OpenedJoin extends JoinAsked {
  readonly askedAt: number;
}

async function checkDevice(
  signer: Signer,
  message: Uint8Array,
  signature: Uint8Array,
  reader: Reader,
  { env }: Env,
): Promise<void> {
  const known = await reader.get('accounts', signer.account);
  const identity = known?.identities[signer.device];
  const removedAt = known?.removedAt?.[signer.device] ?? Number.POSITIVE_INFINITY;
  if (known && signer.version >= removedAt)
    throw new GroupError(`device ${signer.device} of ${signer.account} had gone`);
  if (!identity) throw new GroupError(`device ${signer.device} of ${signer.account} is on no list`, signer);
  if (await verify(identity, message, signature, env.primitives)) return;
  throw new GroupError(`not signed by device ${signer.device} of ${signer.account}`);
}

/** What the own device asks with. */
export function signJoin(
  group: GroupId,
  { secret, publicKey }: { readonly secret: Uint8Array; readonly publicKey: Uint8Array },
  { member, listVersion }: { readonly member: wire.GroupMember.$Properties; readonly listVersion: number },
  now: number,
  { profile, env }: Env & Pick<Context, 'profile'>,
): Uint8Array {
  const place = { device: profile.device, listVersion };
  const join = wire.GroupJoin.encode({ group: idBytes(group), member, publicKey, createdAt: now, ...place }).finish();
  const message = signedBytes('parley group join 1', join);
  const inviteSignature = sign(secret as PrivateKey, message, env.random);
  const deviceSignature = sign(profile.identity.privateKey as PrivateKey, message, env.random);
  return wire.SignedGroupJoin.encode({ join, inviteSignature, deviceSignature }).finish();
}

/** SHA-256 of an account key, as members are named with it. */
export function keyHashOf(accountKey: Uint8Array): Uint8Array {
  return sha256(accountKey);
}

export function decoded<T>(decode: () => T): T {
  try {
    return decode();
  } catch {
    throw new GroupError('it cannot be read');
  }
}
