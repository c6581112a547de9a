// A group service on real stores, people with keys who submit events, and an arbiter that can be out of reach, for the tests of
// this room.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import {
  type AccountId,
  type DeviceAddress,
  fromHex,
  type GroupId,
  idBytes,
  type Limits,
  signedBytes,
  limits as standard,
  toBase64,
  toHex,
  wire,
} from '@parley/protocol';
import pino from 'pino';
import { createAccounts } from '../accounts/account-service.ts';
import { openSqlAccountStore } from '../accounts/account-store-sql.ts';
import { secretHash } from '../accounts/secrets.ts';
import { createKey, deviceListOf, type TestKey } from '../http/test-server.ts';
import type { Arbiter } from './arbiter.ts';
import { createGroups } from './group-service.ts';
import { openSqlGroupStore } from './group-store-sql.ts';
import type { RequestNote } from './joins.ts';

export const GROUP = `g${'1'.repeat(32)}` as GroupId;
export const NOW = 1_800_000_000_000;

export interface Person extends DeviceAddress {
  readonly identity: TestKey;
  readonly accountKey: TestKey;
  readonly listVersion: number;
  readonly lastList: Uint8Array;
}

export type Change = Partial<wire.GroupEvent.$Properties>;
export type Rig = Awaited<ReturnType<typeof startGroups>>;

const log = pino({ level: 'silent' });

export async function startGroups(t: TestContext, changed: Partial<Limits> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-groups-'));
  const limits = { ...standard, ...changed };
  const time = { now: NOW };
  const clock = { now: () => time.now, monotonic: () => time.now };
  const accountStore = await openSqlAccountStore({ path: join(folder, 'accounts.sqlite') });
  const accounts = createAccounts({
    store: accountStore,
    keys: {
      check: () => undefined,
      upload: async () => undefined,
      claim: async () => [],
      count: async () => ({ oneTimePreKeys: 0 }),
      remove: async () => undefined,
    },
    codeSender: { send: async () => undefined },
    clock,
    limits,
    registration: 'open',
    log,
    onDevicesChanged: async () => undefined,
    onDeviceRemoved: () => undefined,
  });
  const arbiter = createArbiter();
  const notes: RequestNote[] = [];
  const path = join(folder, 'groups.sqlite');
  const open = async () => {
    const store = await openSqlGroupStore({ path });
    const tellAdmins = async (note: RequestNote) => void notes.push(note);
    const times = { stampWaitMs: 20, retryMs: 1 };
    const groups = await createGroups({ store, arbiter, accounts, tellAdmins, clock, limits, log, ...times });
    return { store, groups };
  };
  const rig = { ...(await open()), arbiter, accounts, accountStore, notes, time, path, reopen };
  async function close(): Promise<void> {
    await rig.groups.close();
    await rig.store.close();
  }
  async function reopen(between = async () => {}): Promise<void> {
    await close();
    await between();
    Object.assign(rig, await open());
  }
  t.after(async () => {
    await close();
    await accountStore.close();
    rmSync(folder, { recursive: true });
  });
  return rig;
}

interface TestArbiter extends Arbiter {
  /** False: every call fails. */
  reachable: boolean;
  /** Entries by group, as they were stamped; a test may take some away. */
  readonly rosters: Map<GroupId, { entry: Uint8Array; seq: number; ts: number }[]>;
}

function createArbiter(): TestArbiter {
  const rosters: TestArbiter['rosters'] = new Map();
  let seq = 0;
  const of = (group: GroupId) => {
    if (!arbiter.reachable) throw new Error('the arbiter is out of reach');
    return rosters.get(group) ?? [];
  };
  const arbiter: TestArbiter = {
    reachable: true,
    rosters,
    groupRoster: async group => of(group).length || undefined,
    async postRoster({ group, number, entry }) {
      const roster = of(group);
      if (number > roster.length + 1) return { kind: 'gap', last: roster.length };
      if (number === roster.length + 1) rosters.set(group, [...roster, { entry, seq: ++seq, ts: NOW + seq }]);
      return { kind: 'stamped', ...rosters.get(group)![number - 1]! };
    },
  };
  return arbiter;
}

/** An account with one device; `digit` names it. */
export async function register({ accountStore }: Rig, digit: string): Promise<Person> {
  const account = digit.repeat(32).slice(0, 32) as AccountId;
  return list(accountStore, { account, device: 1, version: 1 });
}

/** The same number, without the old account key. */
export async function registerAnew({ accountStore }: Rig, person: Person, accountKey = createKey()): Promise<Person> {
  const { list: last } = wire.SignedDeviceList.decode(person.lastList);
  const previousHash = toBase64(fromHex(secretHash(last)));
  const { account, device, listVersion } = person;
  return list(accountStore, { account, device: device + 1, version: listVersion + 1, previousHash, accountKey });
}

interface ListSpec extends DeviceAddress {
  readonly version: number;
  readonly previousHash?: string;
  readonly accountKey?: TestKey;
}

async function list(store: Rig['accountStore'], spec: ListSpec): Promise<Person> {
  const identity = createKey();
  const accountKey = spec.accountKey ?? createKey();
  const { account, device, version } = spec;
  const lastList = deviceListOf({ ...spec, accountKey, identity });
  await store.replaceDevices({
    account,
    device,
    version,
    phone: account,
    list: lastList,
    identityKey: identity.publicKey,
    tokenHash: secretHash(`${account} ${version}`),
    now: 0,
  });
  return { account, device, identity, accountKey, listVersion: version, lastList };
}

export const named = ({ account, accountKey }: Person): wire.GroupMember.$Properties => ({
  account: idBytes(account),
  accountKeyHash: fromHex(secretHash(accountKey.publicKey)),
});

let ids = 0;

/** Event after event of one group, as a client that has seen them all makes them. */
export function createChain(rig: Rig, group = GROUP) {
  let [version, hash] = [0, ''];
  function make(by: Person, change: Change): { signed: Uint8Array; hash: string } {
    const head = {
      group: idBytes(group),
      version: version + 1,
      previousHash: fromHex(hash),
      id: fromHex((++ids).toString(16).padStart(32, '0')),
      actor: idBytes(by.account),
      actorDevice: by.device,
      actorListVersion: by.listVersion,
      createdAt: NOW,
    };
    const event = wire.GroupEvent.encode({ ...head, ...change }).finish();
    const signature = by.identity.sign(signedBytes('parley group event 1', event));
    return { signed: wire.SignedGroupEvent.encode({ event, signature }).finish(), hash: secretHash(event) };
  }
  return {
    make,
    /** Takes what the group is at from who has a link. */
    follow(preview: wire.GroupPreview.$Properties): void {
      [version, hash] = [preview.version!, toHex(preview.hash!)];
    },
    /** What was made and taken is what the next one follows. */
    async submit(by: Person, change: Change) {
      const made = make(by, change);
      const done = await rig.groups.submit(by, group, made.signed);
      if (done.ok) [version, hash] = [version + 1, made.hash];
      return done;
    },
  };
}

export const create = (owner: Person, ...members: Person[]): Change => ({
  created: { name: 'Climbing', owner: named(owner), members: members.map(named) },
});
export const add = (...members: Person[]): Change => ({ added: { members: members.map(named) } });
export const remove = (...members: Person[]): Change => ({
  removed: { accounts: members.map(({ account }) => idBytes(account)) },
});

/** What a link's key signs for who joins. */
export function joinOf(link: TestKey, who: Person, group = GROUP): Uint8Array {
  const join = wire.GroupJoin.encode({
    group: idBytes(group),
    member: named(who),
    publicKey: link.publicKey,
    createdAt: NOW,
  }).finish();
  const inviteSignature = link.sign(signedBytes('parley group join 1', join));
  return wire.SignedGroupJoin.encode({ join, inviteSignature }).finish();
}

export const inviteIdOf = ({ publicKey }: TestKey): string => secretHash(publicKey);
