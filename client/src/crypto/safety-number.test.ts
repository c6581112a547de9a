import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareScanned, generateIdentityKeyPair, noblePrimitives, safetyNumber } from './crypto.ts';
import { seededRandom } from './test-peer.ts';

const env = { primitives: noblePrimitives, random: seededRandom(9) };
const party = async (name: string) => ({
  id: new TextEncoder().encode(name),
  publicKey: (await generateIdentityKeyPair(env)).publicKey,
});
const [alice, bob, mallory] = [await party('alice'), await party('bob'), await party('mallory')];
const between = async (own: typeof alice, their: typeof alice) => safetyNumber(own, their, noblePrimitives);

test('both sides read the same 60 digits and scan each other', async () => {
  const [ours, theirs] = [await between(alice, bob), await between(bob, alice)];
  assert.match(ours.digits, /^\d{60}$/);
  assert.equal(ours.digits, theirs.digits);
  assert.equal(compareScanned(ours.scannable, theirs.scannable), true);
  assert.equal(compareScanned(theirs.scannable, ours.scannable), true);
});

test('a key or an id swapped on either side is seen in the digits and in the code', async () => {
  const ours = await between(alice, bob);
  const impostor = { id: bob.id, publicKey: mallory.publicKey };
  const renamed = { id: mallory.id, publicKey: alice.publicKey };
  for (const theirs of [await between(impostor, alice), await between(bob, renamed), await between(bob, mallory)]) {
    assert.notEqual(theirs.digits, ours.digits);
    assert.equal(compareScanned(ours.scannable, theirs.scannable), false);
  }
});

test('the page breathes while the number is computed', async () => {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 0);
  await between(alice, bob);
  clearInterval(timer);
  assert.ok(ticks >= 5, `${ticks} ticks`);
});

test('what is no safety number of this version cannot be compared', async () => {
  const { scannable } = await between(alice, bob);
  const otherVersion = scannable.map((byte, at) => (at === 1 ? 1 : byte));
  for (const scanned of [otherVersion, scannable.subarray(1), new Uint8Array(0), new TextEncoder().encode('hello')]) {
    assert.throws(() => compareScanned(scannable, scanned), { code: 'malformed' });
  }
});
