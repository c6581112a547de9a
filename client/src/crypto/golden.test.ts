import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareScanned, noblePrimitives, platformPrimitives, safetyNumber, verify } from './crypto.ts';
import { createPeer, receive, send, start } from './test-peer.ts';
import golden from './vectors/golden.json' with { type: 'json' };

const bytes = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], pair => Number.parseInt(pair, 16));
const hex = (data: Uint8Array): string => Array.from(data, byte => byte.toString(16).padStart(2, '0')).join('');
const backends = { noble: noblePrimitives, platform: await platformPrimitives() };

type JsonKey = { id: number; publicKey: string };
const preKey = ({ id, publicKey }: JsonKey) => ({ id, publicKey: bytes(publicKey) });
const signedPreKey = (key: JsonKey & { signature: string }) => ({ ...preKey(key), signature: bytes(key.signature) });

for (const [name, primitives] of Object.entries(backends)) {
  for (const { seed, starts, theirBundle, steps } of golden.conversations) {
    test(`${name}: a conversation ${starts} started with ${golden.source} is the same to the byte`, async () => {
      const ours = await createPeer(seed, primitives);
      if (theirBundle) {
        await start(ours, {
          registrationId: theirBundle.registrationId,
          identityKey: bytes(theirBundle.identityKey),
          signedPreKey: signedPreKey(theirBundle.signedPreKey),
          kyberPreKey: signedPreKey(theirBundle.kyberPreKey),
          oneTimePreKey: preKey(theirBundle.oneTimePreKey),
        });
      }
      for (const step of steps) {
        const plaintext = new TextEncoder().encode(step.plaintext);
        if (step.from === 'ours') {
          const { kind, ciphertext } = await send(ours, plaintext);
          assert.deepEqual([kind, hex(ciphertext)], [step.kind, step.ciphertext]);
        } else {
          const opened = await receive(ours, { kind: step.kind as 'prekey', ciphertext: bytes(step.ciphertext) });
          assert.equal(hex(opened), hex(plaintext));
        }
      }
    });
  }

  test(`${name}: signatures of ${golden.source} verify`, async () => {
    for (const { publicKey, message, signature } of golden.signatures) {
      assert.equal(await verify(bytes(publicKey), bytes(message), bytes(signature), primitives), true);
      assert.equal(await verify(bytes(publicKey), bytes(`${message}00`), bytes(signature), primitives), false);
    }
  });
}

test(`safety number of ${golden.source}`, async () => {
  const { ids, keys, digits, scannable } = golden.safetyNumber;
  const [alice, bob] = ids.map((id, i) => ({
    id: new TextEncoder().encode(id),
    publicKey: bytes(keys[i] as string),
  })) as [never, never];
  const ofAlice = await safetyNumber(alice, bob, noblePrimitives);
  const ofBob = await safetyNumber(bob, alice, noblePrimitives);
  assert.equal(ofAlice.digits, digits);
  assert.equal(ofBob.digits, digits);
  assert.equal(hex(ofAlice.scannable), scannable);
  assert.equal(compareScanned(ofBob.scannable, bytes(scannable)), true);
  assert.equal(compareScanned(ofAlice.scannable, bytes(scannable)), false);
});
