import assert from 'node:assert/strict';
import { copyFileSync } from 'node:fs';
import { test } from 'node:test';
import { wire } from '@parley/protocol';
import { create, GROUP } from './events.testing.ts';
import { createChain, type Person, type Rig, register, registerAnew, startGroups } from './group.testing.ts';

const codeOf = (done: { ok: boolean; error?: { code: string } }) => done.error?.code ?? 'ok';
const numbersOf = (roster: readonly { entry: Uint8Array }[] = []) =>
  roster.map(({ entry }) => wire.GroupRosterEntry.decode(entry).number);

/** As a client does: the same again until the answer has a stamp. */
async function stamped(rig: Rig, by: Person, signed: Uint8Array): Promise<wire.GroupRosterEntry.$Properties> {
  for (;;) {
    const done = await rig.groups.submit(by, GROUP, signed);
    assert.ok(done.ok);
    if (done.value.seq) return done.value;
  }
}

test('while the arbiter is out of reach changes are taken, and stamped in order when it is back', async t => {
  const rig = await startGroups(t);
  const ann = await register(rig, 'a');
  const chain = createChain(rig);
  rig.arbiter.reachable = false;
  const made = await chain.submit(ann, create(ann));
  assert.ok(made.ok);
  assert.deepEqual([made.value.number, made.value.seq, made.value.ts], [1, 0, 0]);
  for (const timerS of [1, 2]) assert.ok((await chain.submit(ann, { settings: { timerS } })).ok);
  assert.equal(rig.groups.stats().waiting, 3);
  rig.arbiter.reachable = true;
  assert.equal((await stamped(rig, ann, chain.make(ann, { settings: { timerS: 3 } }).signed)).seq, 4);
  assert.deepEqual(numbersOf(rig.arbiter.rosters.get(GROUP)), [1, 2, 3, 4]);
  assert.equal(rig.groups.stats().waiting, 0);
});

test('what was not posted before a restart is posted after it', async t => {
  const rig = await startGroups(t);
  const ann = await register(rig, 'a');
  const chain = createChain(rig);
  rig.arbiter.reachable = false;
  const { signed } = chain.make(ann, create(ann));
  assert.ok((await rig.groups.submit(ann, GROUP, signed)).ok);
  await rig.reopen();
  assert.equal(rig.groups.stats().waiting, 1);
  rig.arbiter.reachable = true;
  await rig.groups.catchUp();
  assert.deepEqual([(await stamped(rig, ann, signed)).seq, numbersOf(rig.arbiter.rosters.get(GROUP))], [1, [1]]);
});

test('what a process that is gone has not posted is posted by another one', async t => {
  const rig = await startGroups(t);
  const ann = await register(rig, 'a');
  const other = await rig.another();
  rig.arbiter.reachable = false;
  const { signed } = createChain(rig).make(ann, create(ann));
  assert.ok((await rig.groups.submit(ann, GROUP, signed)).ok);
  await rig.groups.close();
  rig.arbiter.reachable = true;
  await other.postWaiting();
  for (let i = 0; i < 1_000 && (await rig.store.waiting(9)).length > 0; i++) await new Promise(setImmediate);
  assert.deepEqual(await rig.store.waiting(9), []);
  assert.deepEqual(numbersOf(rig.arbiter.rosters.get(GROUP)), [1]);
  await other.close();
});

test('an arbiter that has lost entries gets them again, with new stamps', async t => {
  const rig = await startGroups(t);
  const ann = await register(rig, 'a');
  const chain = createChain(rig);
  await chain.submit(ann, create(ann));
  for (const timerS of [1, 2]) await chain.submit(ann, { settings: { timerS } });
  rig.arbiter.rosters.get(GROUP)!.splice(1);
  const next = await chain.submit(ann, { settings: { timerS: 3 } });
  assert.ok(next.ok);
  assert.deepEqual(numbersOf(rig.arbiter.rosters.get(GROUP)), [1, 2, 3, 4]);
  rig.arbiter.rosters.clear();
  await rig.reopen();
  await rig.groups.catchUp();
  const page = await rig.groups.roster(ann.account, GROUP, 0);
  assert.ok(page.ok);
  await rig.groups.close();
  const stamps = rig.arbiter.rosters.get(GROUP)!.map(({ seq }) => seq);
  assert.deepEqual(
    (await rig.store.entries(GROUP, 0, 9, 9)).map(({ seq }) => seq),
    stamps,
  );
});

test('a groups file that is older than the message store forks no group: it takes no changes and says so', async t => {
  const rig = await startGroups(t);
  const ann = await register(rig, 'a');
  const chain = createChain(rig);
  await chain.submit(ann, create(ann));
  const copy = `${rig.path}.copy`;
  await rig.reopen(async () => copyFileSync(rig.path, copy));
  await chain.submit(ann, { settings: { timerS: 1 } });
  await rig.reopen(async () => copyFileSync(copy, rig.path));
  const fork = await createChain(rig).submit(ann, create(ann));
  assert.equal(codeOf(fork), 'unavailable');
  assert.equal(codeOf(await chain.submit(ann, { settings: { timerS: 2 } })), 'unavailable');
  assert.equal(rig.groups.stats().behind, 1);
  assert.ok((await rig.groups.roster(ann.account, GROUP, 0)).ok, 'what is there can be read');
  await registerAnew(rig, ann);
  await rig.groups.devicesChanged(ann.account); // takes what it can, and keeps nobody from registering
  assert.equal((await rig.store.position(GROUP))?.roster, 1);
  assert.deepEqual(numbersOf(rig.arbiter.rosters.get(GROUP)), [1, 2]);
});

test('a server that was put back as a whole takes nothing that follows what it has lost', async t => {
  const rig = await startGroups(t);
  const ann = await register(rig, 'a');
  const chain = createChain(rig);
  await chain.submit(ann, create(ann));
  const copy = `${rig.path}.copy`;
  await rig.reopen(async () => copyFileSync(rig.path, copy));
  const roster = rig.arbiter.rosters.get(GROUP)!;
  await chain.submit(ann, { settings: { timerS: 1 } });
  await rig.reopen(async () => {
    copyFileSync(copy, rig.path);
    rig.arbiter.rosters.set(GROUP, roster);
  });
  assert.equal(codeOf(await chain.submit(ann, { settings: { timerS: 2 } })), 'group_conflict');
  const page = await rig.groups.roster(ann.account, GROUP, 2);
  assert.deepEqual(page.ok && page.value, { entries: [], more: false }, 'there is nothing to catch up with');
  assert.equal(await rig.groups.rosterAt(GROUP, 2), undefined);
});
