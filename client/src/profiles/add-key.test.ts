import assert from 'node:assert/strict';
import { createHash, hkdfSync } from 'node:crypto';
import { test } from 'node:test';
import { noblePrimitives as primitives } from '../crypto/crypto.ts';
import { addKeyFrom, addKeyHash } from './add-key.ts';

test('an add key comes from the contact key as the protocol page says', () => {
  const contactKey = Uint8Array.from({ length: 32 }, (_, i) => i);
  const key = Buffer.from(hkdfSync('sha256', contactKey, '', 'parley add 1', 16));
  assert.deepEqual(Buffer.from(addKeyFrom(contactKey, { primitives })), key);
  assert.equal(addKeyHash(contactKey, { primitives }), createHash('sha256').update(key).digest('hex'));
});
