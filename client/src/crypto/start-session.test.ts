import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noblePrimitives, type PreKeyBundle, platformPrimitives, sessionInfo, sign, startSession } from './crypto.ts';
import { bundleOf, createPeer, receive, recordOf, send, start, startedPair } from './test-peer.ts';

const primitives = await platformPrimitives();
const alice = await createPeer(1, primitives);
const bob = await createPeer(2, primitives);
const good = bundleOf(bob, 1);
const begin = (theirBundle: PreKeyBundle, expectedIdentity?: Uint8Array) =>
  startSession({ ownIdentity: alice.identity, ownRegistrationId: 1, theirBundle, expectedIdentity }, alice.env);
const resign = (publicKey: Uint8Array) => sign(bob.identity.privateKey, publicKey, bob.env.random);
const zeroKey = Uint8Array.of(5, ...new Uint8Array(32));

test('a good bundle starts a session, with and without a one-time prekey', async () => {
  assert.deepEqual(sessionInfo(await begin(good)), {
    theirIdentityKey: bob.identity.publicKey,
    theirRegistrationId: bob.registrationId,
    unanswered: true,
  });
  await begin(bundleOf(bob));
});

test('a forged prekey signature is refused: of the signed prekey, of the Kyber prekey, by another identity', async () => {
  const mallory = await createPeer(3, primitives);
  const forged: PreKeyBundle[] = [
    { ...good, signedPreKey: { ...good.signedPreKey, publicKey: mallory.signedPreKey.publicKey } },
    { ...good, signedPreKey: mallory.signedPreKey },
    { ...good, kyberPreKey: { ...good.kyberPreKey, publicKey: mallory.kyberPreKey.publicKey } },
    { ...good, kyberPreKey: mallory.kyberPreKey },
    { ...good, identityKey: mallory.identity.publicKey },
    { ...good, signedPreKey: { ...good.signedPreKey, signature: new Uint8Array(64) } },
    { ...good, kyberPreKey: { ...good.kyberPreKey, signature: new Uint8Array(0) } },
    { ...good, kyberPreKey: { ...good.kyberPreKey, signature: good.signedPreKey.signature } },
  ];
  for (const bundle of forged) await assert.rejects(begin(bundle), { code: 'bad_signature' });
});

test('small-order keys are refused wherever they stand, even when signed', async () => {
  const bundles: PreKeyBundle[] = [
    { ...good, identityKey: zeroKey },
    { ...good, signedPreKey: { id: 1, publicKey: zeroKey, signature: resign(zeroKey) } },
    { ...good, oneTimePreKey: { id: 1, publicKey: zeroKey } },
  ];
  for (const bundle of bundles) await assert.rejects(begin(bundle), { code: 'bad_key' });
});

test('a Kyber key that is cut or not canonical is malformed, even when signed', async () => {
  const { publicKey } = bob.kyberPreKey;
  for (const bad of [
    publicKey.slice(0, -1),
    publicKey.map((byte, at) => (at === 0 ? 7 : byte)),
    publicKey.map((byte, at) => (at > 0 ? 255 : byte)),
  ]) {
    await assert.rejects(begin({ ...good, kyberPreKey: { id: 1, publicKey: bad, signature: resign(bad) } }), {
      code: 'malformed',
    });
  }
});

test('another identity than the expected one is refused', async () => {
  await begin(good, bob.identity.publicKey);
  await assert.rejects(begin(good, alice.identity.publicKey), { code: 'untrusted_identity' });
});

test('at most 40 replaced states are kept, and the oldest of them still opens a late message', async () => {
  const [a, b] = await startedPair(noblePrimitives, 40);
  await receive(b, await send(a, Uint8Array.of(0)));
  const late = await send(a, Uint8Array.of(1));
  const caller = { ...b, env: { ...b.env, primitives } };
  for (let i = 0; i < 40; i++) await start(caller, bundleOf(a));
  assert.equal(recordOf(caller)?.archived.length, 40);
  assert.equal((await receive({ ...caller }, late))[0], 1);
  await start(caller, bundleOf(a));
  assert.equal(recordOf(caller)?.archived.length, 40);
  await assert.rejects(receive(caller, await send(a, Uint8Array.of(2))), { code: 'reused_prekey' });
});
