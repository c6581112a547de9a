// What every backend of `GroupStore` does. `open` opens the same path again after a close.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import {
  type AccountId,
  fromHex,
  type GroupId,
  type GroupInviteState,
  type GroupMemberState,
  type GroupState,
} from '@parley/protocol';
import type { GroupStore, RosterChange, StoredGroup } from './group-store.ts';

const id = (digit: string) => digit.repeat(32) as AccountId;
const [ANN, BEN, CAT] = [id('a'), id('b'), id('c')];
const GROUP = `g${'1'.repeat(32)}` as GroupId;
const OTHER = `g${'2'.repeat(32)}` as GroupId;
const KEY = '05'.repeat(33);
const hashOf = (key: string): string => createHash('sha256').update(fromHex(key)).digest('hex');
const member = (since: number, role: GroupMemberState['role'] = 'member') => ({ role, since, keyHash: 'd'.repeat(64) });
const invite: GroupInviteState = { expiresAt: 7, maxUses: 3, uses: 0, approval: true, by: ANN };

function stateOf(members: Record<AccountId, GroupMemberState>, change: Partial<GroupState> = {}): GroupState {
  const settings = { announcementsOnly: false, adminsEditDetails: true, timerS: 0 };
  const details = { name: 'Climbing', description: 'Tuesdays', icon: Uint8Array.of(1, 2), settings };
  const head = { group: GROUP, version: 1, hash: 'e'.repeat(64), invites: new Map() };
  return {
    ...head,
    ...details,
    members: new Map(Object.entries(members) as [AccountId, GroupMemberState][]),
    ...change,
  };
}

/** Ann's group of two. */
const first = stateOf({ [ANN]: member(1, 'owner'), [BEN]: member(1) });

function change(number: number, before: GroupState | undefined, after: GroupState): RosterChange {
  const entry = Uint8Array.of(number);
  const listVersions = new Map(
    [...after.members.keys()].filter(each => !before?.members.has(each)).map(each => [each, 1]),
  );
  return { number, entry, eventId: String(number).repeat(32), before, after, listVersions, maxGroups: 10 };
}

/** Ben goes with entry 2, becomes an admin's equal with 4 after he came back with 3. */
const withoutBen = stateOf({ [ANN]: member(1, 'owner') }, { version: 2 });
const benAgain = stateOf({ [ANN]: member(1, 'owner'), [BEN]: member(3) }, { version: 3 });
const benAdmin = stateOf({ [ANN]: member(1, 'owner'), [BEN]: member(3, 'admin') }, { version: 4 });

async function history(store: GroupStore): Promise<void> {
  const states = [undefined, first, withoutBen, benAgain, benAdmin];
  for (let number = 1; number < states.length; number++) {
    assert.equal(await store.commit(change(number, states[number - 1], states[number]!)), 'committed');
  }
}

export function groupStoreContract(
  name: string,
  open: (path: string) => Promise<GroupStore>,
  newPath: () => string,
): void {
  const run = (rule: string, body: (store: GroupStore, path: string) => Promise<void>) =>
    test(`${name}: ${rule}`, async () => {
      const path = newPath();
      const store = await open(path);
      try {
        await body(store, path);
      } finally {
        await store.close();
      }
    });

  run('a group is as its last entry left it', async store => {
    assert.equal(await store.group(GROUP), undefined);
    await store.commit(change(1, undefined, first));
    assert.deepEqual(await store.group(GROUP), { state: first, roster: 1, posted: 0 });
    const settings = { announcementsOnly: true, adminsEditDetails: false, timerS: 60 };
    const details = { name: 'Swimming', description: '', icon: Uint8Array.of(9), settings, hash: 'f'.repeat(64) };
    const second = { ...first, ...details, version: 2, invites: new Map([[KEY, invite]]) };
    await store.commit(change(2, first, second));
    assert.deepEqual(await store.group(GROUP), { state: second, roster: 2, posted: 0 });
    assert.deepEqual(await store.positionsAfter('', 10), [{ group: GROUP, roster: 2, posted: 0 }]);
    assert.deepEqual(await store.positionsAfter(GROUP, 10), []);
  });

  run('an entry follows the one before, once under parallel calls, or nothing is changed', async store => {
    assert.equal(await store.commit(change(2, undefined, first)), 'conflict');
    const firsts = [1, 1, 1].map(number => store.commit(change(number, undefined, first)));
    assert.deepEqual((await Promise.all(firsts)).sort(), ['committed', 'conflict', 'conflict']);
    const rivals = [benAdmin, withoutBen];
    const answers = await Promise.all(rivals.map(after => store.commit(change(2, first, after))));
    assert.deepEqual([...answers].sort(), ['committed', 'conflict']);
    assert.deepEqual((await store.group(GROUP))?.state, rivals[answers.indexOf('committed')]);
    assert.equal((await store.entries(GROUP, 0, 9, 9)).length, 2);
  });

  run('of 50 writers who follow one entry, one comes first; each gets in who looks again', async store => {
    await store.commit(change(1, undefined, first));
    const hashOf = (writer: number) => String(writer).padStart(64, '0');
    const write = async (writer: number, onto: StoredGroup) => {
      const after = { ...onto.state, version: onto.state.version + 1, hash: hashOf(writer) };
      const eventId = String(writer).padStart(32, '0');
      return store.commit({ ...change(onto.roster + 1, onto.state, after), eventId });
    };
    const start = (await store.group(GROUP))!;
    const answers = await Promise.all(Array.from({ length: 50 }, (_, writer) => write(writer, start)));
    assert.equal(answers.filter(answer => answer === 'committed').length, 1);
    assert.equal(answers.filter(answer => answer === 'conflict').length, 49);
    const patient = async (writer: number) => {
      while ((await write(writer, (await store.group(GROUP))!)) !== 'committed');
    };
    await Promise.all(Array.from({ length: 10 }, (_, writer) => patient(100 + writer)));
    const numbers = (await store.entries(GROUP, 0, 99, 99)).map(({ number }) => number);
    assert.deepEqual(numbers, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  run('an entry is refused on a group of that length that has come another way', async store => {
    await store.commit(change(1, undefined, first));
    assert.equal(await store.commit(change(2, { ...first, hash: 'a'.repeat(64) }, withoutBen)), 'conflict');
    assert.equal((await store.position(GROUP))?.roster, 1);
  });

  run('entries come by their numbers, and by the ids of their events', async store => {
    await history(store);
    const numbers = async (...range: [number, number, number]) =>
      (await store.entries(GROUP, ...range)).map(({ number }) => number);
    assert.deepEqual(await numbers(0, 9, 9), [1, 2, 3, 4]);
    assert.deepEqual(await numbers(1, 3, 9), [2, 3]);
    assert.deepEqual(await numbers(1, 9, 2), [2, 3]);
    assert.deepEqual(await store.entryOf(GROUP, '3'.repeat(32)), { number: 3, entry: Uint8Array.of(3), seq: 0, ts: 0 });
    assert.equal(await store.entryOf(OTHER, '3'.repeat(32)), undefined);
    await assert.rejects(store.commit({ ...change(5, benAdmin, first), eventId: '3'.repeat(32) }));
    assert.equal((await store.position(GROUP))?.roster, 4, 'an id stands for one event');
  });

  run('what is stamped is posted, and can count as not posted again', async store => {
    await history(store);
    for (const number of [1, 2, 3, 4]) await store.stamp(GROUP, number, { seq: 10 * number, ts: number });
    assert.deepEqual(await store.position(GROUP), { roster: 4, posted: 4 });
    assert.deepEqual((await store.totals()).waiting, 0);
    await store.unpost(GROUP, 2);
    assert.deepEqual(await store.position(GROUP), { roster: 4, posted: 2 });
    assert.equal((await store.totals()).waiting, 2);
    await store.stamp(GROUP, 3, { seq: 31, ts: 32 });
    const [third] = await store.entries(GROUP, 2, 3, 1);
    assert.deepEqual([third?.seq, third?.ts], [31, 32]);
    assert.equal(await store.position(OTHER), undefined);
  });

  run('F21 who the members were after an entry is told for good', async store => {
    const quiet = { ...benAdmin, settings: { ...benAdmin.settings, announcementsOnly: true } };
    await history(store);
    await store.commit(change(5, benAdmin, quiet));
    const at = async (number: number) => {
      const found = await store.membersAt(GROUP, number);
      return (
        found && [found.members.map(each => `${each.account[0]}${each.isAdmin ? '!' : ''}`), found.announcementsOnly]
      );
    };
    assert.deepEqual(await at(1), [['a!', 'b'], false]);
    assert.deepEqual(await at(2), [['a!'], false]);
    assert.deepEqual(await at(3), [['a!', 'b'], false]);
    assert.deepEqual(await at(4), [['a!', 'b!'], false]);
    assert.deepEqual(await at(5), [['a!', 'b!'], true]);
    assert.equal(await at(6), undefined);
    assert.equal(await at(0), undefined);
  });

  run('an account knows where it is a member, and until when it was one', async store => {
    assert.equal(await store.membership(GROUP, BEN), undefined);
    await store.commit(change(1, undefined, first));
    const { keyHash } = first.members.get(BEN)!;
    assert.deepEqual(await store.membership(GROUP, BEN), { keyHash, until: undefined, listVersion: 1 });
    assert.deepEqual(await store.memberships(BEN), [{ group: GROUP, version: 1, roster: 1, listVersion: 1 }]);
    await store.commit(change(2, first, withoutBen));
    assert.deepEqual(await store.membership(GROUP, BEN), { keyHash, until: 2, listVersion: 1 });
    assert.deepEqual(await store.memberships(BEN), []);
    await store.commit(change(3, withoutBen, benAgain));
    assert.deepEqual(await store.membership(GROUP, BEN), { keyHash, until: undefined, listVersion: 1 });
    assert.deepEqual(await store.totals(), { groups: 1, members: 2, waiting: 3 });
  });

  run('the list version that a group knows of a member outlives a change of role', async store => {
    await store.commit(change(1, undefined, first));
    const { eventId: _, ...devices } = { ...change(2, first, first), listVersions: new Map([[BEN, 5]]) };
    await store.commit(devices);
    assert.deepEqual(await store.listsKnown('', 10), [
      { account: ANN, listVersion: 1 },
      { account: BEN, listVersion: 5 },
    ]);
    const { members } = stateOf({ [ANN]: member(1, 'admin'), [BEN]: member(1, 'owner') });
    await store.commit(change(3, first, { ...first, version: 2, members }));
    assert.deepEqual(await store.listsKnown(ANN, 10), [{ account: BEN, listVersion: 5 }]);
    await store.commit(change(1, undefined, { ...first, group: OTHER }));
    assert.deepEqual(await store.listsKnown(ANN, 10), [{ account: BEN, listVersion: 1 }], 'the lowest of all groups');
  });

  run('nobody comes to be in more groups than the cap, together with nothing else of the entry', async store => {
    await store.commit(change(1, undefined, first));
    const other = { ...change(1, undefined, { ...first, group: OTHER }), maxGroups: 1 };
    assert.equal(await store.commit(other), 'too_many_groups');
    assert.equal(await store.group(OTHER), undefined);
    await store.commit(change(2, first, stateOf({}, { version: 2 })));
    assert.equal(await store.commit(other), 'committed');
  });

  run('nor by coming into many of them at a time', async store => {
    const groups = Array.from({ length: 8 }, (_, i) => `g${String(i).repeat(32)}` as GroupId);
    const firsts = groups.map(group => store.commit({ ...change(1, undefined, { ...first, group }), maxGroups: 3 }));
    const answers = await Promise.all(firsts);
    assert.equal(answers.filter(answer => answer === 'committed').length, 3);
    assert.equal(answers.filter(answer => answer === 'too_many_groups').length, 5);
  });

  run('F24 a link leads to its group for good: no other group takes its key, revoked or not', async store => {
    const linked = { ...first, version: 2, invites: new Map([[KEY, invite]]) };
    await store.commit(change(1, undefined, first));
    assert.equal(await store.groupByInvite(hashOf(KEY)), undefined);
    await store.commit(change(2, first, linked));
    assert.equal(await store.groupByInvite(hashOf(KEY)), GROUP);
    const used = { ...linked, version: 3, invites: new Map([[KEY, { ...invite, uses: 1 }]]) };
    await store.commit(change(3, linked, used));
    assert.deepEqual((await store.group(GROUP))?.state.invites, used.invites);
    await store.commit(change(4, used, { ...first, version: 4 }));
    assert.deepEqual((await store.group(GROUP))?.state.invites, new Map());
    const thief = change(1, undefined, { ...linked, group: OTHER });
    assert.equal(await store.commit(thief), 'invite_taken');
    assert.equal(await store.group(OTHER), undefined);
  });

  run('requests to be let in: one each, the oldest first, capped, over when they are in', async store => {
    await store.commit(change(1, undefined, withoutBen));
    const ask = (account: AccountId, byte: number, max = 2) =>
      store.addRequest({ group: GROUP, account, request: Uint8Array.of(byte), now: byte }, max);
    assert.deepEqual([await ask(BEN, 1), await ask(CAT, 2), await ask(BEN, 3)], ['added', 'added', 'replaced']);
    assert.equal(await ask(id('f'), 4), 'full');
    assert.deepEqual(await store.requests(GROUP), [Uint8Array.of(2), Uint8Array.of(3)]);
    assert.deepEqual([await store.removeRequest(GROUP, CAT), await store.removeRequest(GROUP, CAT)], [true, false]);
    await store.commit(change(2, withoutBen, benAgain));
    assert.deepEqual(await store.requests(GROUP), []);
  });

  run('a group of a thousand is made, changed and read', async store => {
    const many = Object.fromEntries(
      Array.from({ length: 1_024 }, (_, i) => [
        i.toString(16).padStart(32, '0'),
        member(1, i === 0 ? 'owner' : 'member'),
      ]),
    );
    const whole = stateOf(many);
    assert.equal(await store.commit(change(1, undefined, whole)), 'committed');
    assert.equal((await store.membersAt(GROUP, 1))?.members.length, 1_024);
    const [owner] = whole.members.keys();
    const alone = { ...whole, version: 2, members: new Map([[owner!, whole.members.get(owner!)!]]) };
    await store.commit(change(2, whole, alone));
    assert.deepEqual((await store.group(GROUP))?.state, alone);
    assert.equal((await store.membersAt(GROUP, 1))?.members.length, 1_024);
  });

  test(`${name}: all of it is there after a restart`, async () => {
    const path = newPath();
    const before = await open(path);
    await history(before);
    await before.stamp(GROUP, 1, { seq: 3, ts: 4 });
    const group = await before.group(GROUP);
    await before.close();
    const after = await open(path);
    assert.deepEqual(await after.group(GROUP), group);
    assert.deepEqual(await after.position(GROUP), { roster: 4, posted: 1 });
    await after.close();
  });
}
