// "Is typing" from one device to others, through the real service.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AccountId, type GroupId, idBytes, wire } from '@parley/protocol';
import { createBlocks } from '../messages/blocks.ts';
import { alice, bob, carol, crowd, start, type TestDevice } from './test-gateway.ts';

const { TYPING_KIND_TEXT: TEXT, TYPING_KIND_VOICE: VOICE } = wire.TypingKind;
const GROUP = `g${'7'.repeat(32)}` as GroupId;

const tellAccount = (device: TestDevice, account: AccountId, kind = TEXT) =>
  device.send({ typing: { account: idBytes(account), kind } });
const tellGroup = (device: TestDevice) => device.send({ typing: { group: idBytes(GROUP), kind: TEXT } });

/** Everything that was sent before has been dealt with: a notice from somebody else has come. */
async function settled(to: TestDevice, by: TestDevice, account: AccountId): Promise<wire.Typing[]> {
  tellAccount(by, account, VOICE);
  await to.next(({ typing }) => typing?.kind === VOICE);
  return to.frames.flatMap(({ typing }) => (typing && typing.kind !== VOICE ? [typing as wire.Typing] : []));
}

test('U7 who is typing is told to the other side, and stored nowhere', async t => {
  const { connect, store } = await start(t);
  const [ann, ben] = [await connect(alice, 1), await connect(bob, 1)];
  tellAccount(ann, bob.account);
  const { typing } = await ben.next(frame => frame.typing !== null && frame.typing !== undefined);
  assert.deepEqual([Buffer.from(typing!.account!).toString('hex'), typing!.kind], [alice.account, TEXT]);
  assert.equal((await store.stat(bob))?.rows, 0);
  tellAccount(ann, carol.account); // nobody is there
  ann.send({ typing: { account: Uint8Array.of(1) } }); // nobody could be
  ann.send({ ping: { nonce: 7 } });
  await ann.next(({ pong }) => pong?.nonce === 7);
});

test('F26 neither side of a block sees the other type', async t => {
  const blocks = createBlocks();
  blocks.ready();
  blocks.set(bob.account, 1, [alice.account]);
  const { connect } = await start(t, { blocks });
  const [ann, ben, cat] = [await connect(alice, 1), await connect(bob, 1), await connect(carol, 1)];
  tellAccount(ann, bob.account);
  tellAccount(ben, alice.account);
  assert.deepEqual(await settled(ben, cat, bob.account), []);
  assert.deepEqual(await settled(ann, cat, alice.account), []);
});

test('who writes in a small group is told to its members but to those who have blocked him, and by members alone', async t => {
  const blocks = createBlocks();
  blocks.ready();
  blocks.set(carol.account, 1, [alice.account]);
  const members = new Set([alice, bob, carol].map(({ account }) => account));
  const rosterAt = () => ({ members, writers: members });
  const { connect, store } = await start(t, { blocks, rosterAt });
  await store.postRoster({ group: GROUP, number: 1, entry: Uint8Array.of(1) } as never);
  const stranger = crowd[0]!;
  const [ann, ben, cat] = [await connect(alice, 1), await connect(bob, 1), await connect(carol, 1)];
  const other = await connect(stranger, 1);
  tellGroup(other);
  tellGroup(ann);
  const { typing } = await ben.next(frame => frame.typing !== null && frame.typing !== undefined);
  assert.deepEqual(
    [typing!.account, typing!.group].map(id => Buffer.from(id!).toString('hex')),
    [alice.account, GROUP.slice(1)],
  );
  assert.deepEqual(await settled(cat, other, carol.account), []);
});

test('in a large group nobody is told', async t => {
  const members = new Set([alice, bob, ...crowd].map(({ account }) => account));
  const { connect, store } = await start(t, {
    rosterAt: () => ({ members, writers: members }),
    limits: { maxTypingMembers: members.size - 1 },
  });
  await store.postRoster({ group: GROUP, number: 1, entry: Uint8Array.of(1) } as never);
  const [ann, ben, cat] = [await connect(alice, 1), await connect(bob, 1), await connect(carol, 1)];
  tellGroup(ann);
  assert.deepEqual(await settled(ben, cat, bob.account), []);
});

test('what is too much is dropped, and counted', async t => {
  const { connect, gateway, advance } = await start(t, { limits: { typingPerWindow: 2, typingWindowMs: 10_000 } });
  const [ann, ben, cat] = [await connect(alice, 1), await connect(bob, 1), await connect(carol, 1)];
  advance(10_000);
  for (let i = 0; i < 5; i++) tellAccount(ann, bob.account);
  assert.equal((await settled(ben, cat, bob.account)).length, 2);
  assert.equal(gateway.stats().typingDropped, 3);
  advance(10_000);
  tellAccount(ann, bob.account);
  await ben.next(() => ben.frames.filter(({ typing }) => typing?.kind === TEXT).length === 3);
});
