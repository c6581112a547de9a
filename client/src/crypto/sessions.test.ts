import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  CryptoError,
  decryptMessage,
  encrypt,
  noblePrimitives,
  peekPreKeyMessage,
  platformPrimitives,
  sessionInfo,
} from './crypto.ts';
import {
  bundleOf,
  createPeer,
  receive,
  recordOf,
  type Sent,
  send,
  settledPair,
  start,
  startedPair,
  type TestPeer,
} from './test-peer.ts';

const primitives = await platformPrimitives();
const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const hello = text('hello');

/** The refusal must leave what is stored as it was. */
async function refused(peer: TestPeer, sent: Sent, code: string): Promise<void> {
  const before = peer.stored?.slice();
  await assert.rejects(receive(peer, sent), { name: 'CryptoError', code });
  assert.deepEqual(peer.stored, before);
}

async function sendMany(peer: TestPeer, count: number): Promise<Sent[]> {
  const all: Sent[] = [];
  for (let i = 0; i < count; i++) all.push(await send(peer, text(String(i))));
  return all;
}

test('first messages are of kind prekey until the answer, then of kind message', async () => {
  const [alice, bob] = await startedPair(primitives, 1, 1);
  const first = await send(alice, hello);
  const second = await send(alice, hello);
  assert.deepEqual([first.kind, second.kind], ['prekey', 'prekey']);
  assert.deepEqual(await receive(bob, second), hello);
  const answer = await send(bob, hello);
  assert.equal(answer.kind, 'message');
  await receive(alice, answer);
  assert.equal((await send(alice, hello)).kind, 'message');
  assert.deepEqual(await receive(bob, first), hello);
});

test('peek names the keys to load and the identity', async () => {
  const [alice, bob] = await startedPair(primitives, 2, 2);
  const { ciphertext } = await send(alice, hello);
  const { memoryKey, ...header } = peekPreKeyMessage(ciphertext);
  assert.deepEqual(header, {
    registrationId: alice.registrationId,
    identityKey: alice.identity.publicKey,
    oneTimePreKeyId: 2,
    signedPreKeyId: bob.signedPreKey.id,
    kyberPreKeyId: bob.kyberPreKey.id,
  });
  assert.match(memoryKey, /^11\.21\.[0-9a-f]{64}$/);
});

test('a one-time prekey is named for deletion only by the message that started the session', async () => {
  const [alice, bob] = await startedPair(primitives, 3, 1);
  const [first, second] = (await sendMany(alice, 2)) as [Sent, Sent];
  const damaged = first.ciphertext.map((byte, at) => (at === first.ciphertext.length - 1 ? byte ^ 1 : byte));
  await refused(bob, { kind: 'prekey', ciphertext: damaged }, 'bad_mac');
  assert.equal(bob.oneTimePreKeys.has(1), true);
  await receive(bob, first);
  assert.equal(bob.oneTimePreKeys.has(1), false);
  await receive(bob, second);
});

test('a one-time prekey claimed twice: the second claim is refused by name and harms nothing', async () => {
  const [alice, bob] = await startedPair(primitives, 4, 1);
  const carol = await createPeer(44, primitives);
  await start(carol, bundleOf(bob, 1));
  await receive(bob, await send(alice, hello));
  await refused(bob, await send(carol, hello), 'no_prekey');
  await start(carol, bundleOf(bob));
  assert.deepEqual(await receive({ ...bob, stored: undefined }, await send(carol, hello)), hello);
  await receive(bob, await send(alice, hello));
});

test('a repeated first message: duplicate while its session lives, reused_prekey when the session is gone', async () => {
  const [alice, bob] = await startedPair(primitives, 5);
  const [first, second] = (await sendMany(alice, 2)) as [Sent, Sent];
  await receive(bob, first);
  await refused(bob, first, 'duplicate');
  assert.deepEqual(await receive(bob, second), text('1'));
  const forgetful: TestPeer = { ...bob, stored: undefined };
  await refused(forgetful, first, 'reused_prekey');
  assert.deepEqual(await receive({ ...forgetful, remembered: new Set() }, first), text('0'));
});

test('a repeat is a duplicate, in its chain, out of order and after the session was replaced', async () => {
  const [alice, bob] = await settledPair(primitives, 6);
  const all = await sendMany(alice, 4);
  for (const index of [0, 3, 1]) await receive(bob, all[index] as Sent);
  for (const index of [0, 3, 1]) await refused(bob, all[index] as Sent, 'duplicate');
  await start(alice, bundleOf(bob));
  await receive(bob, await send(alice, hello));
  await refused(bob, all[0] as Sent, 'duplicate');
  assert.deepEqual(await receive(bob, all[2] as Sent), text('2'));
});

test('an archived state decrypts and comes to the front', async () => {
  const [alice, bob] = await settledPair(primitives, 7);
  const late = await send(alice, hello);
  const before = recordOf(bob)?.current.baseKey;
  await start(bob, bundleOf(alice));
  assert.notDeepEqual(recordOf(bob)?.current.baseKey, before);
  assert.deepEqual(await receive(bob, late), hello);
  assert.deepEqual(recordOf(bob)?.current.baseKey, before);
  assert.equal(recordOf(bob)?.archived.length, 1);
});

test('2,000 skipped messages open late in any order; one more and the oldest is too_old', async () => {
  const [alice, bob] = await settledPair(noblePrimitives, 8);
  const all = await sendMany(alice, 2002);
  await receive(bob, all[2000] as Sent);
  const exact: TestPeer = { ...bob };
  for (const index of [1999, 0, 1000]) await receive(exact, all[index] as Sent);
  await refused(exact, all[1000] as Sent, 'duplicate');
  const tooMany: TestPeer = { ...exact, stored: bob.stored };
  const more = await sendMany(alice, 1);
  await receive(tooMany, more[0] as Sent);
  await refused(tooMany, all[0] as Sent, 'too_old');
  await receive(tooMany, all[1] as Sent);
  await refused(tooMany, all[1] as Sent, 'duplicate');
});

test('a jump of 25,000 opens and forgets all but 2,000; one of 25,001 is too_far', async () => {
  const [alice, bob] = await settledPair(noblePrimitives, 9);
  const record = recordOf(alice);
  assert.ok(record);
  let chainKey = record.current.sendChainKey;
  const at = async (counter: number): Promise<Sent> => {
    const jumped = { ...record, current: { ...record.current, sendChainKey: chainKey, sendCounter: counter } };
    return encrypt(jumped, hello, noblePrimitives);
  };
  const start = record.current.sendCounter;
  for (let i = 0; i < 25_000; i++) chainKey = noblePrimitives.hmacSha256(chainKey, Uint8Array.of(2));
  const far = await at(start + 25_000);
  chainKey = noblePrimitives.hmacSha256(chainKey, Uint8Array.of(2));
  await refused(bob, await at(start + 25_001), 'too_far');
  assert.deepEqual(await receive(bob, far), hello);
  assert.equal(recordOf(bob)?.current.receiverChains.at(-1)?.skipped.length, 2000 * 36);
  await refused(bob, await send(alice, hello), 'too_old');
});

test('five receiver chains stay readable, the sixth back does not', async () => {
  const [alice, bob] = await settledPair(primitives, 10);
  const late: Sent[] = [];
  for (let turn = 0; turn < 6; turn++) {
    late.push(await send(alice, text(String(turn))));
    await receive(bob, await send(alice, hello));
    await receive(alice, await send(bob, hello));
  }
  assert.equal(recordOf(bob)?.current.receiverChains.length, 5);
  await refused(bob, late[0] as Sent, 'bad_mac');
  for (let turn = 1; turn < 6; turn++) assert.deepEqual(await receive(bob, late[turn] as Sent), text(String(turn)));
});

test('every truncation of a message is refused with a typed error and the state stands', async () => {
  const [alice, bob] = await startedPair(primitives, 11, 1);
  const first = await send(alice, hello);
  const cut = async (sent: Sent, length: number) => {
    const before = bob.stored?.slice();
    const error = await receive(bob, { ...sent, ciphertext: sent.ciphertext.subarray(0, length) }).catch(e => e);
    assert.ok(error instanceof CryptoError, `${length} bytes: ${error}`);
    assert.ok(['malformed', 'bad_mac'].includes(error.code), `${length} bytes: ${error.code}`);
    assert.deepEqual(bob.stored, before);
  };
  for (let length = 0; length < first.ciphertext.length; length++) await cut(first, length);
  await receive(bob, first);
  await receive(alice, await send(bob, hello));
  const later = await send(alice, hello);
  for (let length = 0; length < later.ciphertext.length; length++) await cut(later, length);
  assert.deepEqual(await receive(bob, later), hello);
});

test('every flipped byte of a message is refused and the true one still opens', async () => {
  const [alice, bob] = await settledPair(primitives, 12);
  const sent = await send(alice, hello);
  for (let at = 0; at < sent.ciphertext.length; at++) {
    const ciphertext = sent.ciphertext.map((byte, i) => (i === at ? byte ^ 0x10 : byte));
    const before = bob.stored?.slice();
    await assert.rejects(receive(bob, { ...sent, ciphertext }), CryptoError, `byte ${at}`);
    assert.deepEqual(bob.stored, before);
  }
  assert.deepEqual(await receive(bob, sent), hello);
});

test('a message turned back on its sender does not open', async () => {
  const [alice] = await settledPair(primitives, 13);
  await refused(alice, await send(alice, hello), 'bad_mac');
});

test('a first message under a stolen identity key does not open, nor with a small-order base key', async () => {
  const [alice, bob] = await startedPair(primitives, 14);
  const carol = await createPeer(141, primitives);
  const { ciphertext } = await send(alice, hello);
  const replace = (was: Uint8Array, by: Uint8Array): Sent => {
    const at = Buffer.from(ciphertext).indexOf(was);
    assert.ok(at > 0);
    const forged = ciphertext.slice();
    forged.set(by, at);
    return { kind: 'prekey', ciphertext: forged };
  };
  await refused(bob, replace(alice.identity.publicKey, carol.identity.publicKey), 'bad_mac');
  const baseKey = recordOf(alice)?.current.baseKey as Uint8Array;
  await refused(bob, replace(baseKey, Uint8Array.of(5, ...new Uint8Array(32))), 'bad_key');
  await receive(bob, { kind: 'prekey', ciphertext });
  await refused(bob, replace(alice.identity.publicKey, carol.identity.publicKey), 'untrusted_identity');
});

test('an identity other than the expected one is a distinct error, in both directions', async () => {
  const [alice, bob] = await settledPair(primitives, 15);
  const stranger = (await createPeer(151, primitives)).identity.publicKey;
  const record = recordOf(bob);
  const { ciphertext } = await send(alice, hello);
  await assert.rejects(decryptMessage(record, ciphertext, bob.env, stranger), { code: 'untrusted_identity' });
  await assert.rejects(encrypt(record, hello, primitives, stranger), { code: 'untrusted_identity' });
  const opened = await decryptMessage(record, ciphertext, bob.env, alice.identity.publicKey);
  assert.deepEqual(opened.theirIdentityKey, alice.identity.publicKey);
  const next = await send(alice, hello);
  await assert.rejects(decryptMessage(opened.record, next.ciphertext, bob.env, stranger), {
    code: 'untrusted_identity',
  });
  const answer = await encrypt(opened.record, hello, primitives, alice.identity.publicKey);
  const theirs = recordOf(alice);
  await assert.rejects(decryptMessage(theirs, answer.ciphertext, alice.env, stranger), { code: 'untrusted_identity' });
});

test('without a session there is nothing to encrypt or decrypt with', async () => {
  const [alice, bob] = await settledPair(primitives, 16);
  const sent = await send(alice, hello);
  await refused({ ...bob, stored: undefined }, sent, 'no_session');
  await assert.rejects(encrypt(undefined, hello, primitives), { code: 'no_session' });
});

test('both start at once: the crossing messages open and both settle on one session', async () => {
  const [alice, bob] = await startedPair(primitives, 17, 1);
  await start(bob, bundleOf(alice, 1));
  const crossing = [await sendMany(alice, 3), await sendMany(bob, 3)] as const;
  for (let i = 2; i >= 0; i--) {
    assert.deepEqual(await receive(bob, crossing[0][i] as Sent), text(String(i)));
    assert.deepEqual(await receive(alice, crossing[1][i] as Sent), text(String(i)));
  }
  await receive(bob, await send(alice, hello));
  await receive(alice, await send(bob, hello));
  const [ours, theirs] = [recordOf(alice), recordOf(bob)];
  assert.ok(ours && theirs);
  assert.deepEqual(ours.current.baseKey, theirs.current.baseKey);
  assert.deepEqual([sessionInfo(ours).unanswered, sessionInfo(theirs).unanswered], [false, false]);
});

test('the same state, message and randomness give the same result, and inputs are left alone', async () => {
  const [alice, bob] = await settledPair(primitives, 18);
  const record = recordOf(alice);
  assert.ok(record);
  const copy = structuredClone(record);
  const [one, two] = [await encrypt(record, hello, primitives), await encrypt(record, hello, primitives)];
  assert.deepEqual(one, two);
  assert.deepEqual(record, copy);
  const theirs = recordOf(bob);
  const theirCopy = structuredClone(theirs);
  await decryptMessage(theirs, one.ciphertext, bob.env);
  assert.deepEqual(theirs, theirCopy);
});
