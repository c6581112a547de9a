// Several processes on one database: groups change in all of them, and stay one chain.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex, wire } from '@parley/protocol';
import { secretHash } from '../accounts/secrets.ts';
import { databaseAt, newDatabase } from '../lib/mysql.testing.ts';
import { add, create, createEvents, GROUP, remove } from './events.testing.ts';
import { createChain, type Person, register, startGroups } from './group.testing.ts';
import type { Groups } from './groups.ts';

const CHANGES = 8;

async function entriesOf(groups: Groups, { account }: Person): Promise<wire.GroupRosterEntry.$Properties[]> {
  const page = await groups.roster(account, GROUP, 0);
  assert.ok(page.ok && !page.value.more);
  return [...(page.value.entries ?? [])];
}

function eventOf(entry: wire.GroupRosterEntry.$Properties | undefined) {
  const { event: bytes } = wire.SignedGroupEvent.decode(entry!.event!);
  return { event: wire.GroupEvent.decode(bytes), hash: fromHex(secretHash(bytes)) };
}

/** As a client does it that is refused because another change came first. */
async function change(groups: Groups, by: Person, whom: Person, round: number): Promise<void> {
  for (;;) {
    const { event, hash } = eventOf((await entriesOf(groups, by)).at(-1));
    const events = createEvents(GROUP);
    events.took({ version: event.version, hash });
    const { signed } = events.make(by, round % 2 === 0 ? add(whom) : remove(whom));
    const done = await groups.submit(by, GROUP, signed);
    if (done.ok) return;
    assert.ok(['group_conflict', 'unavailable'].includes(done.error.code), done.error.code);
  }
}

test('four processes change one group at a time: one chain, each change in it once, each stamped once', async t => {
  const rig = await startGroups(t, { groupChangesPerHour: 10_000 }, await databaseAt(newDatabase()));
  const owner = await register(rig, 'a');
  const others = await Promise.all(['b', 'c', 'd', 'e'].map(letter => register(rig, letter)));
  assert.ok((await createChain(rig).submit(owner, create(owner))).ok);
  const processes = [rig.groups, await rig.another(), await rig.another(), await rig.another()];
  await Promise.all(
    processes.map(async (groups, i) => {
      for (let round = 0; round < CHANGES; round++) await change(groups, owner, others[i]!, round);
    }),
  );
  for (const groups of processes) {
    const entries = await entriesOf(groups, owner);
    const numbers = Array.from({ length: 1 + processes.length * CHANGES }, (_, i) => i + 1);
    assert.deepEqual(
      entries.map(({ number }) => number),
      numbers,
    );
    assert.deepEqual(
      rig.arbiter.rosters.get(GROUP)?.map(({ seq }) => seq),
      entries.map(({ seq }) => seq),
    );
    for (const [i, entry] of entries.entries()) {
      const { event } = eventOf(entry);
      assert.equal(event.version, i + 1);
      if (i > 0) assert.deepEqual(Buffer.from(event.previousHash), Buffer.from(eventOf(entries[i - 1]).hash));
    }
    assert.equal((await groups.rosterAt(GROUP, numbers.length))?.members.size, 1);
  }
});
