import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concatBytes } from '@parley/protocol';
import {
  decodeSenderKeyDistribution,
  decodeSenderKeyMessage,
  encodeSenderKeyDistribution,
  encodeSenderKeyMessage,
} from './sender-key-messages.ts';
import { type Field, writeFields } from './wire-fields.ts';

const distributionId = new Uint8Array(16).fill(7);
const ciphertext = Uint8Array.of(1, 2, 3);
const chainKey = new Uint8Array(32).fill(3);
const signingKey = new Uint8Array(33).fill(5);
type Fields = [number, Field][];
const wire = (fields: Fields, version = 0x33): Uint8Array =>
  concatBytes(Uint8Array.of(version), writeFields(fields), new Uint8Array(64));
const header: Fields = [
  [1, distributionId],
  [2, 9],
  [3, 4],
];
const without = (number: number): Fields =>
  [...header, [4, ciphertext] as [number, Field]].filter(([n]) => n !== number);

test('a message keeps its fields, up to the largest numbers', () => {
  for (const [chainId, iteration] of [
    [0, 0],
    [0xffffffff, 0xfffffffe],
  ] as const) {
    const bytes = encodeSenderKeyMessage({ distributionId, chainId, iteration }, ciphertext);
    const { signed, signature, ...rest } = decodeSenderKeyMessage(bytes);
    assert.deepEqual(rest, { distributionId, chainId, iteration, ciphertext });
    assert.deepEqual([signed.length, signature.length], [bytes.length - 64, 64]);
  }
});

test('a distribution keeps its fields', () => {
  const distribution = { distributionId, chainId: 1, iteration: 300, chainKey, signingKey };
  assert.deepEqual(decodeSenderKeyDistribution(encodeSenderKeyDistribution(distribution)), distribution);
});

test('fields nobody knows are passed over and stay under the signature', () => {
  const bytes = wire([...header, [4, ciphertext], [9, Uint8Array.of(1)]]);
  assert.equal(decodeSenderKeyMessage(bytes).signed.length, bytes.length - 64);
});

const badMessages: Record<string, Uint8Array> = {
  'another version': wire([...header, [4, ciphertext]], 0x44),
  'no version': new Uint8Array(0),
  'no distribution id': wire(without(1)),
  'a short distribution id': wire([...header, [4, ciphertext], [1, distributionId.subarray(1)]]),
  'no chain id': wire(without(2)),
  'no iteration': wire(without(3)),
  'an iteration without a successor': wire([...header, [4, ciphertext], [3, 0xffffffff]]),
  'no ciphertext': wire(without(4)),
  'nothing but a signature': wire([]).subarray(1),
};
for (const [what, bytes] of Object.entries(badMessages)) {
  test(`a message with ${what} is malformed`, () => {
    assert.throws(() => decodeSenderKeyMessage(bytes), { code: 'malformed' });
  });
}

test('a distribution that was cut, or with a field of another length, is malformed', () => {
  const good = encodeSenderKeyDistribution({ distributionId, chainId: 1, iteration: 0, chainKey, signingKey });
  for (let length = 0; length < good.length; length++) {
    assert.throws(() => decodeSenderKeyDistribution(good.subarray(0, length)), { code: 'malformed' }, `${length}`);
  }
  for (const field of [
    [1, new Uint8Array(17)],
    [4, new Uint8Array(31)],
    [5, new Uint8Array(32)],
  ] as Fields) {
    const changed = concatBytes(good, writeFields([field]));
    assert.throws(() => decodeSenderKeyDistribution(changed), { code: 'malformed' }, `field ${field[0]}`);
  }
});
