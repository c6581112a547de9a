import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAead } from './aead.ts';

const key = new Uint8Array(32).fill(7);
const nonce = new Uint8Array(12).fill(1);
const plain = Uint8Array.from({ length: 70_000 }, (_, i) => i & 0xff);

test('with and without WebCrypto the bytes are the same, and what was changed does not open', async () => {
  const [platform, fallback] = [await createAead(key), await createAead(key, null as never)];
  const sealed = await platform.seal(nonce, plain);
  assert.deepEqual(await fallback.seal(nonce, plain), sealed);
  for (const aead of [platform, fallback]) {
    assert.deepEqual(await aead.open(nonce, sealed), plain);
    await assert.rejects(aead.open(new Uint8Array(12), sealed));
    await assert.rejects(
      aead.open(
        nonce,
        sealed.map((byte, i) => (i === 500 ? byte ^ 1 : byte)),
      ),
    );
  }
});
