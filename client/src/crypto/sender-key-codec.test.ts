import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeSenderKey, encodeSenderKey, noblePrimitives } from './crypto.ts';
import { accept, distribution, post, read, renewKey, senderAndReader, senderKeyOf } from './test-group.ts';

test('a sender key survives encoding and cloning: own, of another, with skipped seeds and older keys', async () => {
  const [sender, reader] = await senderAndReader(1, noblePrimitives);
  for (let i = 0; i < 4; i++) await post(sender, Uint8Array.of(i));
  await read(reader, await post(sender, new Uint8Array(0)));
  await renewKey(sender);
  accept(reader, distribution(sender));
  for (const record of [decodeSenderKey(sender.stored), senderKeyOf(reader)]) {
    assert.ok(record);
    assert.deepEqual(decodeSenderKey(encodeSenderKey(record)), record);
    assert.deepEqual(structuredClone(record), record);
  }
  assert.deepEqual(
    senderKeyOf(reader)?.states.map(({ chain }) => chain.skipped.length / 36),
    [0, 4],
  );
});

test('a stored sender key that was cut, lengthened or of another format is malformed', async () => {
  const [sender] = await senderAndReader(2, noblePrimitives);
  const { stored } = sender;
  for (let length = 0; length < stored.length; length++) {
    assert.throws(() => decodeSenderKey(stored.subarray(0, length)), { code: 'malformed' }, `${length} bytes`);
  }
  assert.throws(() => decodeSenderKey(Uint8Array.of(...stored, 0)), { code: 'malformed' });
  assert.throws(() => decodeSenderKey(Uint8Array.of(9, ...stored.subarray(1))), { code: 'malformed' });
});

test('a sender key is small: it is stored with every message', async () => {
  const [sender, reader] = await senderAndReader(3, noblePrimitives);
  await read(reader, await post(sender, Uint8Array.of(1)));
  assert.ok(sender.stored.length < 140);
  assert.ok((reader.stored as Uint8Array).length < 110);
});
