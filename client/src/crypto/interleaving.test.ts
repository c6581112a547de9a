import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { CryptoError, decryptMessage, peekPreKeyMessage, platformPrimitives } from './crypto.ts';
import {
  bundleOf,
  receive,
  recordOf,
  type Sent,
  send,
  settledPair,
  start,
  startedPair,
  type TestPeer,
} from './test-peer.ts';

const primitives = await platformPrimitives();
const runs = { seed: 20260301, numRuns: 60 };

type Flight = { readonly sent: Sent; readonly plaintext: Uint8Array; opened: boolean };
const side = fc.integer({ min: 0, max: 1 });
const action = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('send' as const), side, plaintext: fc.uint8Array({ maxLength: 40 }) }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('deliver' as const), side, pick: fc.nat(), keep: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lose' as const), side, pick: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restart' as const), side }) },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

/** A first delivery opens; any later one is a duplicate. Five ratchets back is the one loss by design. */
async function deliver(peer: TestPeer, flight: Flight): Promise<void> {
  const before = peer.stored;
  const outcome = await receive(peer, flight.sent).catch(error => error as CryptoError);
  if (!(outcome instanceof CryptoError)) {
    assert.equal(flight.opened, false, 'opened twice');
    assert.deepEqual(outcome, flight.plaintext);
    flight.opened = true;
    return;
  }
  assert.equal(peer.stored, before);
  const chains = recordOf(peer)?.current.receiverChains.length ?? 0;
  if (outcome.code === 'bad_mac') assert.equal(chains, 5, 'a chain was lost early');
  else assert.deepEqual([outcome.code, flight.opened], ['duplicate', true]);
}

async function play(pair: readonly [TestPeer, TestPeer], actions: readonly Action[]): Promise<Flight[]> {
  const queues: [Flight[], Flight[]] = [[], []];
  const all: Flight[] = [];
  for (const step of actions) {
    const peer = pair[step.side] as TestPeer;
    const queue = queues[step.side] as Flight[];
    if (step.do === 'send' && peer.stored) {
      const flight = { sent: await send(peer, step.plaintext), plaintext: step.plaintext, opened: false };
      queues[1 - step.side]?.push(flight);
      all.push(flight);
    } else if (step.do === 'restart') {
      await start(peer, bundleOf(pair[1 - step.side] as TestPeer));
    } else if ((step.do === 'deliver' || step.do === 'lose') && queue.length > 0) {
      const at = step.pick % queue.length;
      if (step.do === 'deliver') await deliver(peer, queue[at] as Flight);
      if (step.do === 'lose' || !step.keep) queue.splice(at, 1);
    }
  }
  return all;
}

test('any interleaving of sends, losses, shuffles, repeats and new sessions: each opens once, the rest are duplicates', async () => {
  let opened = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 20, maxLength: 60 }), fc.nat(1000), async (actions, seed) => {
      const pair = await startedPair(primitives, seed);
      opened += (await play(pair, actions)).filter(flight => flight.opened).length;
    }),
    runs,
  );
  assert.ok(opened > 300, `only ${opened} messages opened`);
});

test('after any interleaving the two settle: a few turns later both are on one session and nothing is pending', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 30 }), async actions => {
      const pair = await startedPair(primitives, 77);
      await play(pair, actions);
      const [alice, bob] = pair;
      await receive(bob, await send(alice, Uint8Array.of(1)));
      await receive(alice, await send(bob, Uint8Array.of(2)));
      await receive(bob, await send(alice, Uint8Array.of(3)));
      const [ours, theirs] = [recordOf(alice)?.current, recordOf(bob)?.current];
      assert.deepEqual(ours?.baseKey, theirs?.baseKey);
      assert.deepEqual([ours?.pending, theirs?.pending], [undefined, undefined]);
    }),
    { ...runs, numRuns: 30 },
  );
});

test('a burst opens in any order', async () => {
  const order = fc.shuffledSubarray(
    Array.from({ length: 60 }, (_, i) => i),
    { minLength: 1 },
  );
  await fc.assert(
    fc.asyncProperty(order, async indexes => {
      const [alice, bob] = await settledPair(primitives, 5);
      const sent: Sent[] = [];
      for (let i = 0; i < 60; i++) sent.push(await send(alice, Uint8Array.of(i)));
      for (const i of indexes) assert.deepEqual(await receive(bob, sent[i] as Sent), Uint8Array.of(i));
    }),
    { ...runs, numRuns: 20 },
  );
});

test('arbitrary bytes are refused with a typed error', async () => {
  const [alice, bob] = await settledPair(primitives, 6);
  const real = (await send(alice, new Uint8Array(30))).ciphertext;
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 120 }),
    fc.uint8Array({ maxLength: 120 }).map(rest => Uint8Array.of(0x44, ...rest)),
    // The real message with a few bytes of it written over.
    fc.tuple(fc.nat(real.length - 1), fc.uint8Array({ minLength: 1, maxLength: 8 })).map(([at, patch]) => {
      const changed = real.slice();
      changed.set(patch.subarray(0, real.length - at), at);
      return Buffer.compare(changed, real) === 0 ? real.slice(1) : changed;
    }),
  );
  const record = recordOf(bob);
  await fc.assert(
    fc.asyncProperty(bytes, async ciphertext => {
      await assert.rejects(decryptMessage(record, ciphertext, bob.env), CryptoError);
      assert.throws(() => peekPreKeyMessage(ciphertext), CryptoError);
    }),
    { ...runs, numRuns: 400 },
  );
});
