// Signed events and joins as clients make them, for tests of rooms and routes.
import { createHash } from 'node:crypto';
import { type DeviceAddress, fromHex, type GroupId, idBytes, signedBytes, toHex, wire } from '@parley/protocol';
import type { TestKey } from '../http/test-server.ts';

export const GROUP = `g${'1'.repeat(32)}` as GroupId;
export const NOW = 1_800_000_000_000;

/** A device that signs events. */
export interface Author extends DeviceAddress {
  readonly identity: TestKey;
  readonly accountKey: TestKey;
  readonly listVersion: number;
}

export type Change = Partial<wire.GroupEvent.$Properties>;

export interface MadeEvent {
  /** A serialised SignedGroupEvent. */
  readonly signed: Uint8Array;
  readonly version: number;
  readonly hash: Uint8Array;
}

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

export const named = ({ account, accountKey }: Author): wire.GroupMember.$Properties => ({
  account: idBytes(account),
  accountKeyHash: sha256(accountKey.publicKey),
});

let ids = 0;

/** Where a group is, for whoever makes its next event. */
export function createEvents(group = GROUP) {
  let last: Omit<MadeEvent, 'signed'> = { version: 0, hash: new Uint8Array() };
  return {
    make(by: Author, change: Change): MadeEvent {
      const version = last.version + 1;
      const head = {
        group: idBytes(group),
        version,
        previousHash: last.hash,
        id: fromHex((++ids).toString(16).padStart(32, '0')),
        actor: idBytes(by.account),
        actorDevice: by.device,
        actorListVersion: by.listVersion,
        createdAt: NOW,
      };
      const event = wire.GroupEvent.encode({ ...head, ...change }).finish();
      const signature = by.identity.sign(signedBytes('parley group event 1', event));
      return { signed: wire.SignedGroupEvent.encode({ event, signature }).finish(), version, hash: sha256(event) };
    },
    last: () => last,
    took(made: Omit<MadeEvent, 'signed'>): void {
      last = made;
    },
    /** Takes where the group is from what a link shows. */
    follow({ version, hash }: wire.GroupPreview.$Properties): void {
      last = { version: version ?? 0, hash: hash ?? new Uint8Array() };
    },
  };
}

export const create = (owner: Author, ...members: Author[]): Change => ({
  created: { name: 'Climbing', owner: named(owner), members: members.map(named) },
});
export const add = (...members: Author[]): Change => ({ added: { members: members.map(named) } });
export const remove = (...members: Author[]): Change => ({
  removed: { accounts: members.map(({ account }) => idBytes(account)) },
});

/** What a link's key signs for who joins. */
export function joinOf(link: TestKey, who: Author, group = GROUP): Uint8Array {
  const member = named(who);
  const { publicKey } = link;
  const join = wire.GroupJoin.encode({ group: idBytes(group), member, publicKey, createdAt: NOW }).finish();
  const inviteSignature = link.sign(signedBytes('parley group join 1', join));
  return wire.SignedGroupJoin.encode({ join, inviteSignature }).finish();
}

/** A GroupSubmission of the event, with the keys that the added have handed to who adds them. */
export function withAddKeys(signed: Uint8Array, keys: readonly (readonly [DeviceAddress, Uint8Array])[]): Uint8Array {
  const addKeys = keys.map(([{ account }, key]) => ({ account: idBytes(account), key }));
  return wire.GroupSubmission.encode({ ...wire.SignedGroupEvent.decode(signed), addKeys }).finish();
}

export const inviteIdOf = ({ publicKey }: TestKey): string => toHex(sha256(publicKey));
