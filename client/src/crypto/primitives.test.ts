import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ed25519 } from '@noble/curves/ed25519.js';
import { bytesToNumberLE } from '@noble/curves/utils.js';
import { sha512 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@parley/protocol';
import type { Primitives } from './primitives.ts';
import { noblePrimitives } from './primitives-noble.ts';
import { platformPrimitives } from './primitives-webcrypto.ts';
import { seededRandom } from './test-peer.ts';

const { Point } = ed25519;
const platform = await platformPrimitives();
const random = seededRandom(1);

/** A signature whose key has a component of order 8: valid when the cofactor is multiplied in, else one time in eight. */
function mixedOrderSignature(message: Uint8Array): { publicKey: Uint8Array; signature: Uint8Array } {
  const torsion = Point.fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a');
  const a = Point.Fn.create(bytesToNumberLE(random(32)));
  const r = Point.Fn.create(bytesToNumberLE(random(32)));
  const publicKey = Point.BASE.multiply(a).add(torsion).toBytes();
  const bigR = Point.BASE.multiply(r).toBytes();
  const h = Point.Fn.create(bytesToNumberLE(sha512(concatBytes(bigR, publicKey, message))));
  return { publicKey, signature: concatBytes(bigR, Point.Fn.toBytes(Point.Fn.add(r, Point.Fn.mul(h, a)))) };
}

test('the platform replaces what it does faster', () => {
  assert.notEqual(platform.x25519, noblePrimitives.x25519);
  assert.notEqual(platform.ed25519Verify, noblePrimitives.ed25519Verify);
  assert.equal(platform.hmacSha256, noblePrimitives.hmacSha256);
});

test('without WebCrypto, or with one that answers wrongly, noble does the work', async () => {
  const lies = { importKey: async () => ({}), deriveBits: async () => new ArrayBuffer(32), verify: async () => true };
  for (const subtle of [lies, {}]) {
    const chosen = await platformPrimitives(subtle as unknown as SubtleCrypto);
    assert.equal(chosen.x25519, noblePrimitives.x25519);
    assert.equal(chosen.x25519PublicKey, noblePrimitives.x25519PublicKey);
    assert.equal(chosen.ed25519Verify, noblePrimitives.ed25519Verify);
  }
});

test('both backends agree on keys, secrets and AES of any length', async () => {
  for (const length of [0, 1, 15, 16, 300, 4095, 4096, 9000]) {
    const [privateKey, other, iv, plaintext] = [random(32), random(32), random(16), random(length)];
    const publicKey = await noblePrimitives.x25519PublicKey(other);
    assert.deepEqual(await platform.x25519PublicKey(other), publicKey);
    assert.deepEqual(await platform.x25519(privateKey, publicKey), await noblePrimitives.x25519(privateKey, publicKey));
    const ciphertext = await platform.aesCbcEncrypt(privateKey, iv, plaintext);
    assert.deepEqual(ciphertext, await noblePrimitives.aesCbcEncrypt(privateKey, iv, plaintext));
    assert.deepEqual(await platform.aesCbcDecrypt(privateKey, iv, ciphertext), plaintext);
    assert.deepEqual(await noblePrimitives.aesCbcDecrypt(privateKey, iv, ciphertext), plaintext);
  }
});

test('both backends judge every signature alike, also where cofactors would differ', async () => {
  const verdicts = { true: 0, false: 0 };
  const judge = async (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => {
    const of = async (primitives: Primitives) => primitives.ed25519Verify(publicKey, message, signature);
    const verdict = await of(noblePrimitives);
    assert.equal(await of(platform), verdict);
    verdicts[`${verdict}`]++;
  };
  for (let i = 0; i < 24; i++) {
    const message = random(i);
    const mixed = mixedOrderSignature(message);
    await judge(mixed.publicKey, message, mixed.signature);
    const seed = random(32);
    const publicKey = ed25519.getPublicKey(seed);
    const signature = ed25519.sign(message, seed);
    await judge(publicKey, message, signature);
    const s = bytesToNumberLE(signature.subarray(32)) + Point.Fn.ORDER;
    const unreduced = concatBytes(
      signature.subarray(0, 32),
      Uint8Array.from({ length: 32 }, (_, at) => Number((s >> BigInt(8 * at)) & 255n)),
    );
    await judge(publicKey, message, unreduced);
    await judge(random(32), message, signature);
    await judge(publicKey, message, signature.subarray(0, 63));
  }
  assert.ok(verdicts.true >= 24 && verdicts.true < 40, JSON.stringify(verdicts));
});
