// Random events against the rules both sides share: what the service takes, keeps and tells is what `applyGroupEvent` says.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type AccountId,
  applyGroupEvent,
  fromHex,
  type GroupId,
  type GroupState,
  idBytes,
  isAdmin,
  mayWrite,
  toHex,
  wire,
} from '@parley/protocol';
import fc from 'fast-check';
import { secretHash } from '../accounts/secrets.ts';
import { add, type Change, create, remove } from './events.testing.ts';
import { createChain, type Person, register, startGroups } from './group.testing.ts';

const PEOPLE = ['a', 'b', 'c', 'd', 'e'];
const person = fc.nat(PEOPLE.length - 1);
const { GROUP_ROLE_ADMIN, GROUP_ROLE_MEMBER, GROUP_ROLE_OWNER } = wire.GroupRole;

const step = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), by: person, whom: person }),
  fc.record({ kind: fc.constant('remove' as const), by: person, whom: person }),
  fc.record({ kind: fc.constant('leave' as const), by: person, whom: person }),
  fc.record({
    kind: fc.constantFrom(GROUP_ROLE_ADMIN, GROUP_ROLE_MEMBER, GROUP_ROLE_OWNER),
    by: person,
    whom: person,
  }),
  fc.record({ kind: fc.constantFrom('quiet' as const, 'open' as const, 'restart' as const), by: person, whom: person }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function changeOf({ kind, by, whom }: Step, people: readonly Person[]): Change {
  const [actor, other] = [people[by]!, people[whom]!];
  if (kind === 'add') return add(other);
  if (kind === 'remove') return remove(other);
  if (kind === 'leave') return remove(actor);
  if (typeof kind === 'number') return { role: { account: idBytes(other.account), role: kind } };
  return { settings: { announcementsOnly: kind === 'quiet' } };
}

function modelled(before: GroupState | undefined, signed: Uint8Array): GroupState | undefined {
  const { event: bytes } = wire.SignedGroupEvent.decode(signed);
  try {
    return applyGroupEvent(before, { event: wire.GroupEvent.decode(bytes), hash: secretHash(bytes) });
  } catch {
    return undefined;
  }
}

const lettersOf = (accounts: Iterable<AccountId>): string =>
  [...accounts]
    .map(([letter]) => letter)
    .sort()
    .join('');

test('whatever is submitted, the group is what the rules make of it, at every entry and after restarts', async t => {
  const rig = await startGroups(t, { groupChangesPerHour: 1e9 });
  const people = await Promise.all(PEOPLE.map(digit => register(rig, digit)));
  let groups = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async steps => {
      const group = `g${(++groups).toString(16).padStart(32, '0')}` as GroupId;
      const chain = createChain(rig, group);
      let state: GroupState | undefined;
      const history: GroupState[] = [];
      const submit = async (by: Person, change: Change) => {
        const { signed } = chain.make(by, change);
        const expected = modelled(state, signed);
        const done = await rig.groups.submit(by, group, signed);
        assert.equal(done.ok, expected !== undefined, JSON.stringify(done));
        if (!expected) return;
        state = expected;
        history.push(expected);
        const stored = (await rig.store.group(group))!;
        chain.took({ version: expected.version, hash: fromHex(expected.hash) });
        assert.deepEqual(comparable(stored.state), comparable(expected));
      };
      await submit(people[0]!, create(people[0]!, people[1]!));
      for (const each of steps) {
        if (each.kind === 'restart') await rig.reopen();
        else await submit(people[each.by]!, changeOf(each, people));
      }
      for (const [i, then] of history.entries()) {
        const roster = (await rig.groups.rosterAt(group, i + 1))!;
        assert.equal(lettersOf(roster.members), lettersOf(then.members.keys()));
        const writers = [...then.members.keys()].filter(account => mayWrite(then, account));
        assert.equal(lettersOf(roster.writers), lettersOf(writers));
        assert.ok(then.members.size === 0 || [...then.members.keys()].some(account => isAdmin(then, account)));
      }
    }),
    { numRuns: 30, seed: 20_261_129 },
  );
});

const comparable = ({ members, icon, ...rest }: GroupState) => ({
  ...rest,
  icon: toHex(icon),
  members: [...members].sort(([a], [b]) => (a < b ? -1 : 1)),
});
