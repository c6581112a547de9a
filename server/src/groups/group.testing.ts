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
  type Limits,
  limits as standard,
  toBase64,
  wire,
} from '@parley/protocol';
import pino from 'pino';
import { createAccounts } from '../accounts/account-service.ts';
import { openSqlAccountStore } from '../accounts/account-store-sql.ts';
import { createAddRefusers } from '../accounts/privacy-service.ts';
import { secretHash } from '../accounts/secrets.ts';
import { createKey, deviceListOf, type TestKey } from '../http/test-server.ts';
import { createMemoryRateLimits } from '../lib/rate-limits-memory.ts';
import type { SqlSource } from '../lib/sql-database.ts';
import type { Arbiter } from './arbiter.ts';
import { type Author, type Change, createEvents, GROUP, NOW } from './events.testing.ts';
import { createGroups } from './group-service.ts';
import { openSqlGroupStore } from './group-store-sql.ts';
import type { RequestNote } from './joins.ts';

export interface Person extends Author {
  readonly lastList: Uint8Array;
}

export type Rig = Awaited<ReturnType<typeof startGroups>>;

const log = pino({ level: 'silent' });

/** `database`: instead of a file; each process then has connections of its own. */
export async function startGroups(t: TestContext, changed: Partial<Limits> = {}, database?: SqlSource) {
  const folder = mkdtempSync(join(tmpdir(), 'parley-groups-'));
  const limits = { ...standard, ...changed };
  const time = { now: NOW };
  const clock = { now: () => time.now, monotonic: () => time.now };
  const accountStore = await openSqlAccountStore({ kind: 'sqlite', path: join(folder, 'accounts.sqlite') });
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
    onDeviceRemoved: async () => undefined,
  });
  const arbiter = createArbiter();
  const notes: RequestNote[] = [];
  const path = join(folder, 'groups.sqlite');
  const tellAdmins = async (note: RequestNote) => void notes.push(note);
  const addRefusers = createAddRefusers(accountStore);
  const rates = createMemoryRateLimits();
  const deps = { arbiter, accounts, addRefusers, tellAdmins, clock, rates, limits, log, stampWaitMs: 20, retryMs: 1 };
  const open = async () => {
    const store = await openSqlGroupStore(database ?? { kind: 'sqlite', path });
    return { store, groups: await createGroups({ store, ...deps }) };
  };
  /** A second one on the same store, as another process would have it. */
  async function another() {
    if (!database) return createGroups({ store: { ...rig.store, isShared: true }, ...deps });
    const { store, groups } = await open();
    t.after(async () => {
      await groups.close();
      await store.close();
    });
    return groups;
  }
  const rig = { ...(await open()), arbiter, accounts, accountStore, notes, time, path, reopen, another };
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

/** Event after event of one group, as a client that has seen them all makes them. */
export function createChain(rig: Rig, group = GROUP) {
  const events = createEvents(group);
  return {
    ...events,
    /** What was made and taken is what the next one follows. */
    async submit(by: Person, change: Change) {
      const made = events.make(by, change);
      const done = await rig.groups.submit(by, group, made.signed);
      if (done.ok) events.took(made);
      return done;
    },
  };
}
