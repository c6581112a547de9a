import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fromHex, toHex } from '@parley/protocol';
import { noblePrimitives, platformPrimitives } from './crypto.ts';
import { accept, createReader, createSender, distribution, post, read } from './test-group.ts';
import golden from './vectors/sender-keys.json' with { type: 'json' };

const text = (words: string): Uint8Array => new TextEncoder().encode(words);

for (const [name, primitives] of Object.entries({ noble: noblePrimitives, platform: await platformPrimitives() })) {
  for (const theirs of golden.theirs) {
    test(`${name}: what ${theirs.source} wrote to a group opens, last first`, async () => {
      const reader = createReader(primitives);
      accept(reader, fromHex(theirs.distribution));
      for (const { plaintext, ciphertext } of theirs.messages.toReversed()) {
        assert.deepEqual(await read(reader, fromHex(ciphertext)), text(plaintext));
        await assert.rejects(read(reader, fromHex(ciphertext)), { code: 'duplicate' });
      }
    });
  }

  test(`${name}: what we write to a group is the same to the byte`, async () => {
    const { seed, start, messages } = golden.ours;
    const sender = await createSender(seed, primitives);
    for (let i = 0; i < start; i++) await post(sender, text('before'));
    assert.equal(toHex(distribution(sender)), golden.ours.distribution);
    for (const { plaintext, ciphertext } of messages) {
      assert.equal(toHex(await post(sender, text(plaintext))), ciphertext);
    }
  });
}
