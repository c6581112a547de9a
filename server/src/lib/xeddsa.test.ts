import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex } from '@parley/protocol';
import { isPublicKey, verifyXeddsa } from './xeddsa.ts';

/** Signed by libsignal-client 0.90.0. */
const vectors = [
  {
    publicKey: '0555e9c2f337e67c2bf78433baed6260988fad96f8c1f43f743e0b3e2738d60228',
    message: '',
    signature:
      '884c23efef5a853ddda99ff367e8431d6d1a1c0e220ed1266090fe464d5e1c2cf3072badda178a8ff62ea98a595cfe33f55b30800b88272102b4cd27e459680f',
  },
  {
    publicKey: '05027b92ed3beaf5597c98733eefc8dbd006fcfff109f9507befa8168f95a7170f',
    message: '6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d',
    signature:
      '35a3a6b3e0e87f001793af972b7f45c09d1ba4d9be3b21ef3c9c45b48ab492ef8079422eab4834ab00d199d777831919bf240cec687264102b449945ed1f6e04',
  },
  {
    publicKey: '05e5c45c95151cacb812200ac9033473af090a712c80e857806c503d5721b3c774',
    message: '6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d6d',
    signature:
      'ca51685429aa407971afb58ddcde3dec14baa3c9ab86cca8fb397384134ce19e703ba603e900ed340d8176facee023d984fe4b05d99bf0c12eb9b5d4ff4f3305',
  },
].map(({ publicKey, message, signature }) => ({
  publicKey: fromHex(publicKey),
  message: fromHex(message),
  signature: fromHex(signature),
}));

test('signatures of libsignal verify', () => {
  for (const { publicKey, message, signature } of vectors) assert.ok(verifyXeddsa(publicKey, message, signature));
});

test('one bit off anywhere does not', () => {
  const { publicKey, message, signature } = vectors[1]!;
  const flip = (bytes: Uint8Array, i: number) => bytes.map((byte, at) => (at === i ? byte ^ 1 : byte));
  for (let i = 0; i < 64; i++) assert.equal(verifyXeddsa(publicKey, message, flip(signature, i)), false, `byte ${i}`);
  for (let i = 0; i < 33; i++) assert.equal(verifyXeddsa(flip(publicKey, i), message, signature), false, `byte ${i}`);
  assert.equal(verifyXeddsa(publicKey, flip(message, 3), signature), false);
  const otherSign = signature.map((byte, at) => (at === 63 ? byte ^ 0x80 : byte));
  assert.equal(verifyXeddsa(publicKey, message, otherSign), false, 'the sign bit is part of the key');
});

test('malformed input is no signature, and never an exception', () => {
  const { publicKey, message, signature } = vectors[0]!;
  for (const length of [0, 1, 63, 65]) assert.equal(verifyXeddsa(publicKey, message, new Uint8Array(length)), false);
  for (const length of [0, 32, 34]) assert.equal(verifyXeddsa(new Uint8Array(length), message, signature), false);
});

test('keys of small order or not canonical are no keys', () => {
  const key = (u: bigint) =>
    Buffer.from(`05${Buffer.from(u.toString(16).padStart(64, '0'), 'hex').reverse().toString('hex')}`, 'hex');
  const p = 2n ** 255n - 19n;
  const order8 = 325606250916557431795983626356110631294008115727848805560023387167927233504n;
  for (const u of [0n, 1n, p - 1n, p, p + 1n, order8, 2n ** 255n + 9n])
    assert.equal(isPublicKey(key(u)), false, `${u}`);
  assert.equal(isPublicKey(key(9n)), true);
});
