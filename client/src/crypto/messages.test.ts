import assert from 'node:assert/strict';
import { test } from 'node:test';
import { concatBytes } from '@parley/protocol';
import { decodePreKeyMessage, decodeRatchetMessage, encodePreKeyMessage, encodeRatchetMessage } from './messages.ts';
import { writeFields } from './wire-fields.ts';

const key = new Uint8Array(33).fill(5);
const mac = new Uint8Array(8);
const wire = (protobuf: Uint8Array, version = 0x44): Uint8Array => concatBytes(Uint8Array.of(version), protobuf, mac);
const good = writeFields([
  [1, key],
  [2, 7],
  [4, Uint8Array.of(1, 2)],
]);

test('a ratchet message keeps its fields, up to the largest counter', () => {
  for (const counter of [0, 127, 128, 0xffffffff]) {
    const message = decodeRatchetMessage(encodeRatchetMessage(key, counter, 3, Uint8Array.of(9)));
    assert.deepEqual([message.ratchetKey, message.counter, message.ciphertext], [key, counter, Uint8Array.of(9)]);
  }
});

test('fields nobody knows are passed over, of every kind, and stay under the MAC', () => {
  const unknown = Uint8Array.of(0x28, 0x96, 0x01, 0x32, 1, 7, 0x3d, 1, 2, 3, 4, 0x41, 1, 2, 3, 4, 5, 6, 7, 8);
  const message = decodeRatchetMessage(wire(concatBytes(good, unknown)));
  assert.equal(message.counter, 7);
  assert.equal(message.authenticated.length, 1 + good.length + unknown.length);
});

const bad: Record<string, Uint8Array> = {
  'another version': wire(good, 0x33),
  'no version': new Uint8Array(0),
  'a counter of 33 bits': wire(concatBytes(good, Uint8Array.of(0x10, 0x80, 0x80, 0x80, 0x80, 0x10))),
  'a number without end': wire(concatBytes(good, Uint8Array.of(0x10, ...new Uint8Array(10).fill(0x80), 1))),
  'a counter that is bytes': wire(concatBytes(good, Uint8Array.of(0x12, 1, 1))),
  'a ciphertext that is a number': wire(concatBytes(good, Uint8Array.of(0x20, 1))),
  'a field longer than the message': wire(concatBytes(good, Uint8Array.of(0x32, 9, 1))),
  'a ciphertext longer than the message': wire(concatBytes(good.subarray(0, -3), Uint8Array.of(5, 1, 2))),
  'a fixed field longer than the message': wire(concatBytes(good, Uint8Array.of(0x3d, 1, 2))),
  'a group': wire(concatBytes(good, Uint8Array.of(0x2b, 0x2c))),
  'a short ratchet key': wire(concatBytes(good, Uint8Array.of(0x0a, 2, 5, 5))),
  'no counter': wire(concatBytes(good.subarray(0, 35), good.subarray(37))),
  'nothing but a MAC': concatBytes(Uint8Array.of(0x44), mac.subarray(1)),
};
for (const [what, bytes] of Object.entries(bad)) {
  test(`${what} is malformed`, () => assert.throws(() => decodeRatchetMessage(bytes), { code: 'malformed' }));
}

test('a first message keeps its fields, with and without a one-time prekey', () => {
  const header = {
    registrationId: 16380,
    signedPreKeyId: 0xffffff,
    kyberPreKeyId: 0,
    kyberCiphertext: new Uint8Array(1569).fill(8),
    baseKey: key,
    identityKey: key,
  };
  const inner = encodeRatchetMessage(key, 1, 0, Uint8Array.of(9));
  for (const oneTimePreKeyId of [undefined, 0, 300]) {
    const { message, ...decoded } = decodePreKeyMessage(encodePreKeyMessage({ ...header, oneTimePreKeyId }, inner));
    assert.deepEqual(decoded, { ...header, oneTimePreKeyId });
    assert.equal(message.counter, 1);
  }
});
