import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeSession, encodeSession, noblePrimitives } from './crypto.ts';
import { bundleOf, createPeer, receive, recordOf, send, settledPair, start, startedPair } from './test-peer.ts';

test('a session survives encoding and cloning: pending, settled, with skipped keys and with archived states', async () => {
  const [fresh] = await startedPair(noblePrimitives, 3, 1);
  const [alice, bob] = await settledPair(noblePrimitives, 4);
  for (let i = 0; i < 4; i++) await send(alice, Uint8Array.of(i));
  await receive(bob, await send(alice, new Uint8Array(0)));
  await start(bob, bundleOf(await createPeer(5, noblePrimitives)));
  for (const peer of [fresh, alice, bob]) {
    const record = recordOf(peer);
    assert.ok(record);
    assert.deepEqual(decodeSession(encodeSession(record)), record);
    assert.deepEqual(structuredClone(record), record);
  }
  assert.equal(recordOf(bob)?.archived.length, 1);
});

test('a stored session that was cut, lengthened or of another format is malformed', async () => {
  const [alice] = await startedPair(noblePrimitives, 6);
  const stored = alice.stored as Uint8Array;
  for (let length = 0; length < stored.length; length++) {
    assert.throws(() => decodeSession(stored.subarray(0, length)), { code: 'malformed' }, `${length} bytes`);
  }
  assert.throws(() => decodeSession(Uint8Array.of(...stored, 0)), { code: 'malformed' });
  assert.throws(() => decodeSession(Uint8Array.of(9, ...stored.subarray(1))), { code: 'malformed' });
});

test('a settled session is small: it is stored with every message', async () => {
  const [alice] = await settledPair(noblePrimitives, 7);
  assert.ok((alice.stored as Uint8Array).length < 450);
});
