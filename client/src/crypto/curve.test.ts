import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CryptoError,
  decodePublicKey,
  generateIdentityKeyPair,
  noblePrimitives,
  platformPrimitives,
  sign,
  verify,
} from './crypto.ts';
import { agree, type PublicKey, toEdwards } from './curve.ts';
import { seededRandom } from './test-peer.ts';

const random = seededRandom(2);
const env = { primitives: noblePrimitives, random };
const backends = { noble: noblePrimitives, platform: await platformPrimitives() };
const p = 2n ** 255n - 19n;

function serialise(u: bigint): Uint8Array {
  return Uint8Array.of(5, ...Array.from({ length: 32 }, (_, at) => Number((u >> BigInt(8 * at)) & 255n)));
}

const bad: Record<string, bigint> = {
  zero: 0n,
  one: 1n,
  'order 8': 325606250916557431795983626356110631294008115727848805560023387167927233504n,
  'the other of order 8': 39382357235489614581723060781553021112529911719440698176882885853963445705823n,
  'p − 1': p - 1n,
  p,
  'p + 1': p + 1n,
  'p + 9': p + 9n,
  'top bit set': 9n + 2n ** 255n,
};

for (const [what, u] of Object.entries(bad)) {
  test(`${what} is refused as a public key and verifies nothing`, async () => {
    assert.throws(() => decodePublicKey(serialise(u)), { code: 'bad_key' });
    for (const primitives of Object.values(backends)) {
      assert.equal(await verify(serialise(u), new Uint8Array(0), new Uint8Array(64), primitives), false);
    }
  });
}

test('the base point is a good key; a wrong type or length is malformed', () => {
  assert.equal(decodePublicKey(serialise(9n)).length, 33);
  assert.throws(() => decodePublicKey(serialise(9n).subarray(1)), { code: 'malformed' });
  assert.throws(() => decodePublicKey(Uint8Array.of(4, ...serialise(9n).subarray(1))), { code: 'malformed' });
});

for (const [name, primitives] of Object.entries(backends)) {
  test(`${name}: an all-zero shared secret is refused even if the key was let through`, async () => {
    const { privateKey } = await generateIdentityKeyPair(env);
    const smallOrder = ['zero', 'one', 'order 8', 'the other of order 8', 'p − 1'].map(what => bad[what] as bigint);
    for (const u of smallOrder) {
      await assert.rejects(agree(primitives, privateKey, serialise(u) as PublicKey), { code: 'bad_key' });
    }
    const answersZero = { ...primitives, x25519: () => new Uint8Array(32) };
    await assert.rejects(agree(answersZero, privateKey, serialise(9n) as PublicKey), CryptoError);
  });

  test(`${name}: a signature verifies, and no single bit of it, its message or its key may differ`, async () => {
    const { publicKey, privateKey } = await generateIdentityKeyPair(env);
    const message = random(40);
    const signature = sign(privateKey, message, random);
    assert.equal(await verify(publicKey, message, signature, primitives), true);
    const flip = (bytes: Uint8Array, bit: number) => bytes.map((b, at) => (at === bit >> 3 ? b ^ (1 << (bit & 7)) : b));
    for (let bit = 0; bit < 512; bit += 7) {
      assert.equal(await verify(publicKey, message, flip(signature, bit), primitives), false, `signature bit ${bit}`);
    }
    assert.equal(await verify(publicKey, message, flip(signature, 511), primitives), false, 'sign bit');
    for (let bit = 0; bit < 264; bit += 31) {
      assert.equal(await verify(flip(publicKey, bit), message, signature, primitives), false, `key bit ${bit}`);
      assert.equal(await verify(publicKey, flip(message, bit), signature, primitives), false, `message bit ${bit}`);
    }
    assert.equal(await verify(publicKey, message, signature.subarray(1), primitives), false);
  });
}

test('signing draws its randomness: two signatures of one message differ, both verify', async () => {
  const { publicKey, privateKey } = await generateIdentityKeyPair(env);
  const [one, two] = [sign(privateKey, publicKey, random), sign(privateKey, publicKey, random)];
  assert.notDeepEqual(one, two);
  for (const signature of [one, two])
    assert.equal(await verify(publicKey, publicKey, signature, backends.platform), true);
});

test('the sign bit lands in the Edwards key', () => {
  assert.equal((toEdwards(serialise(9n) as PublicKey, 0x80)[31] as number) >> 7, 1);
  // RFC 7748 §4.1: u = 9 is y = 4/5, the base point of Ed25519.
  assert.equal(Buffer.from(toEdwards(serialise(9n) as PublicKey, 0)).toString('hex'), '58'.padEnd(64, '6'));
});
