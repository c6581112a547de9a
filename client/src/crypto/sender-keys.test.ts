import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  acceptSenderKey,
  decodeSenderKey,
  decryptWithSenderKey,
  encodeSenderKey,
  encryptWithSenderKey,
  peekSenderKeyMessage,
  platformPrimitives,
  sign,
} from './crypto.ts';
import { encodeSenderKeyDistribution, encodeSenderKeyMessage } from './sender-key-messages.ts';
import { ownState } from './sender-key-record.ts';
import {
  accept,
  ahead,
  createReader,
  createSender,
  distribution,
  post,
  read,
  renewKey,
  senderAndReader,
  senderKeyOf,
  type TestReader,
  type TestSender,
} from './test-group.ts';

const primitives = await platformPrimitives();
const text = (words: string): Uint8Array => new TextEncoder().encode(words);
const hello = text('hello');
const signatureBytes = 64;

/** The refusal must leave what is stored as it was. */
async function refused(reader: TestReader, ciphertext: Uint8Array, code: string): Promise<void> {
  const before = reader.stored?.slice();
  await assert.rejects(read(reader, ciphertext), { name: 'CryptoError', code });
  assert.deepEqual(reader.stored, before);
}

async function postMany(sender: TestSender, count: number): Promise<Uint8Array[]> {
  const all: Uint8Array[] = [];
  for (let i = 0; i < count; i++) all.push(await post(sender, text(String(i))));
  return all;
}

const stateOf = (sender: TestSender) => ownState(decodeSenderKey(sender.stored));

/** Bytes of a member who has the key but not the sender's signing key, or of a sender who writes nonsense. */
function signed(sender: TestSender, bytes: Uint8Array): Uint8Array {
  const out = bytes.slice();
  const at = out.length - signatureBytes;
  out.set(sign(stateOf(sender).signingPrivateKey, out.subarray(0, at), sender.env.random), at);
  return out;
}

test('everybody who has the key reads what one ciphertext says, in order and out of it', async () => {
  const [sender, first] = await senderAndReader(1, primitives);
  const second = createReader(primitives);
  accept(second, distribution(sender));
  const all = await postMany(sender, 6);
  for (const i of [0, 1, 2, 3, 4, 5]) assert.deepEqual(await read(first, all[i] as Uint8Array), text(String(i)));
  for (const i of [5, 0, 3, 4, 1, 2]) assert.deepEqual(await read(second, all[i] as Uint8Array), text(String(i)));
  assert.equal(senderKeyOf(second)?.states[0]?.chain.skipped.length, 0);
});

test('messages of any length open, the empty one too', async () => {
  const [sender, reader] = await senderAndReader(2, primitives);
  for (const length of [0, 1, 15, 16, 17, 5000]) {
    const plaintext = sender.env.random(length);
    assert.deepEqual(await read(reader, await post(sender, plaintext)), plaintext);
  }
});

test('a repeat is a duplicate, in order, late and after a newer key', async () => {
  const [sender, reader] = await senderAndReader(3, primitives);
  const all = await postMany(sender, 4);
  for (const i of [0, 3, 1]) await read(reader, all[i] as Uint8Array);
  for (const i of [0, 3, 1]) await refused(reader, all[i] as Uint8Array, 'duplicate');
  await renewKey(sender);
  accept(reader, distribution(sender));
  await refused(reader, all[0] as Uint8Array, 'duplicate');
  assert.deepEqual(await read(reader, all[2] as Uint8Array), text('2'));
});

test('peek names the key and the place in it', async () => {
  const sender = await createSender(4, primitives);
  const { distributionId, chainId } = stateOf(sender);
  const [, second] = await postMany(sender, 2);
  assert.deepEqual(peekSenderKeyMessage(second as Uint8Array), { distributionId, chainId, iteration: 1 });
  assert.ok(chainId < 2 ** 31);
  assert.deepEqual([(distributionId[6] as number) >> 4, (distributionId[8] as number) >> 6], [4, 2], 'a random UUID');
});

test('a removed member cannot read after a new key, whose names have nothing in common with the old', async () => {
  const [sender, removed] = await senderAndReader(5, primitives);
  const stays = createReader(primitives);
  accept(stays, distribution(sender));
  await read(removed, await post(sender, hello));
  const old = stateOf(sender);
  await renewKey(sender);
  accept(stays, distribution(sender));
  const secret = await post(sender, text('without you'));
  await refused(removed, secret, 'no_session');
  assert.deepEqual(await read(stays, secret), text('without you'));
  const fresh = stateOf(sender);
  for (const field of ['distributionId', 'signingKey', 'signingPrivateKey'] as const) {
    assert.notDeepEqual(fresh[field], old[field]);
  }
  assert.notDeepEqual(fresh.chain.chainKey, old.chain.chainKey);
  // Nor when the new message is relabelled with the name of the key that he has: the signature covers the name.
  const { distributionId, chainId } = old;
  const body = secret.subarray(secret.length - signatureBytes - 16, -signatureBytes);
  const relabelled = encodeSenderKeyMessage({ distributionId, chainId, iteration: 1 }, body);
  relabelled.set(secret.subarray(-signatureBytes), relabelled.length - signatureBytes);
  await refused(removed, relabelled, 'bad_signature');
});

test('a new member reads from the present iteration on and nothing before', async () => {
  const sender = await createSender(6, primitives);
  const before = await postMany(sender, 3);
  const reader = createReader(primitives);
  accept(reader, distribution(sender));
  for (const ciphertext of before) await refused(reader, ciphertext, 'too_old');
  const after = await post(sender, hello);
  assert.deepEqual(await read(reader, after), hello);
  await refused(reader, after, 'duplicate');
  await refused(reader, before[2] as Uint8Array, 'too_old');
});

test('no bit of a message may differ, and a refused one leaves the key as it was', async () => {
  const [sender, reader] = await senderAndReader(7, primitives);
  const ciphertext = await post(sender, hello);
  for (let bit = 0; bit < ciphertext.length * 8; bit += 5) {
    const forged = ciphertext.map((byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
    const before = reader.stored?.slice();
    // The low half of the version byte is under the signature too, and a name that differs finds no key.
    await assert.rejects(read(reader, forged), { name: 'CryptoError' }, `bit ${bit}`);
    assert.deepEqual(reader.stored, before);
  }
  assert.deepEqual(await read(reader, ciphertext), hello);
});

test("a member cannot write in another's name, nor move the reader's chain by a forged jump", async () => {
  const [sender, reader] = await senderAndReader(8, primitives);
  const member = await createSender(81, primitives);
  const { distributionId, chainId } = stateOf(sender);
  for (const iteration of [0, 1000, 25_001]) {
    const forged = signed(member, encodeSenderKeyMessage({ distributionId, chainId, iteration }, new Uint8Array(16)));
    await refused(reader, forged, 'bad_signature');
  }
  assert.deepEqual(await read(reader, await post(sender, hello)), hello);
});

test('a signed message whose padding is wrong is malformed and uses nothing up', async () => {
  const [sender, reader] = await senderAndReader(9, primitives);
  const { distributionId, chainId } = stateOf(sender);
  for (const body of [new Uint8Array(0), new Uint8Array(15), new Uint8Array(32)]) {
    const bad = signed(sender, encodeSenderKeyMessage({ distributionId, chainId, iteration: 0 }, body));
    await refused(reader, bad, 'malformed');
  }
  assert.deepEqual(await read(reader, await post(sender, hello)), hello);
});

test('a jump of 25,000 opens, one more does not', async () => {
  const [sender, reader] = await senderAndReader(10, primitives);
  await refused(reader, await post(ahead(sender, 25_001), hello), 'too_far');
  assert.deepEqual(await read(reader, await post(ahead(sender, 25_000), hello)), hello);
  await refused(reader, await post(sender, hello), 'too_old');
});

test('2,000 messages may be late; what fell out of that is too_old, not a duplicate', async () => {
  const [sender, reader] = await senderAndReader(11, primitives);
  const early = await postMany(sender, 3);
  while (stateOf(sender).chain.nextCounter < 2001) await post(sender, hello);
  await read(reader, await post(sender, hello));
  assert.ok((reader.stored as Uint8Array).length < 36 * 2000 + 200);
  await refused(reader, early[0] as Uint8Array, 'too_old');
  assert.deepEqual(await read(reader, early[1] as Uint8Array), text('1'));
  await refused(reader, early[1] as Uint8Array, 'duplicate');
  assert.deepEqual(await read(reader, early[2] as Uint8Array), text('2'));
});

test('the five newest keys of a sender open what is under way, older ones are gone', async () => {
  const [sender, reader] = await senderAndReader(12, primitives);
  const perKey: Uint8Array[] = [];
  for (let key = 0; key < 6; key++) {
    if (key > 0) await renewKey(sender);
    accept(reader, distribution(sender));
    perKey.push(await post(sender, text(String(key))));
  }
  await refused(reader, perKey[0] as Uint8Array, 'no_session');
  for (let key = 1; key < 6; key++) assert.deepEqual(await read(reader, perKey[key] as Uint8Array), text(String(key)));
});

test('a repeated distribution resets nothing, whichever iteration it is of, but makes its key the newest', async () => {
  const [sender, reader] = await senderAndReader(13, primitives);
  const start = distribution(sender);
  const all = await postMany(sender, 3);
  await read(reader, all[1] as Uint8Array);
  const later = distribution(sender);
  for (const repeated of [start, later]) {
    const before = reader.stored?.slice();
    accept(reader, repeated);
    assert.deepEqual(reader.stored, before);
    await refused(reader, all[1] as Uint8Array, 'duplicate');
  }
  for (let key = 0; key < 4; key++) {
    const other = await createSender(130 + key, primitives);
    accept(reader, distribution(other));
  }
  accept(reader, start);
  accept(reader, distribution(await createSender(139, primitives)));
  assert.deepEqual(await read(reader, all[0] as Uint8Array), text('0'));
});

test('a distribution of the same name with another signing key takes the place of the old one', async () => {
  const [sender, reader] = await senderAndReader(14, primitives);
  const ciphertext = await post(sender, hello);
  const other = stateOf(await createSender(141, primitives));
  const { distributionId, chainId } = stateOf(sender);
  const { signingKey } = other;
  const { chainKey } = other.chain;
  accept(reader, encodeSenderKeyDistribution({ distributionId, chainId, iteration: 0, chainKey, signingKey }));
  assert.equal(senderKeyOf(reader)?.states.length, 1);
  await refused(reader, ciphertext, 'bad_signature');
});

test('keys of one distribution id are told apart by their chain id', async () => {
  const [sender, reader] = await senderAndReader(19, primitives);
  const state = stateOf(sender);
  const other = { ...sender, stored: encodeSenderKey({ states: [{ ...state, chainId: state.chainId ^ 1 }] }) };
  await refused(reader, await post(other, hello), 'no_session');
  accept(reader, distribution(other));
  for (const one of [other, sender]) assert.deepEqual(await read(reader, await post(one, hello)), hello);
});

test('a key of small order is refused and the record stands', async () => {
  const [sender, reader] = await senderAndReader(15, primitives);
  const { distributionId, chainId, chain } = stateOf(sender);
  const signingKey = Uint8Array.of(5, ...new Uint8Array(32));
  const bytes = encodeSenderKeyDistribution({ distributionId, chainId, iteration: 0, ...chain, signingKey });
  const before = reader.stored?.slice();
  assert.throws(() => accept(reader, bytes), { code: 'bad_key' });
  assert.deepEqual(reader.stored, before);
});

test('without a key there is nothing to encrypt, hand out or decrypt with', async () => {
  const [sender, reader] = await senderAndReader(16, primitives);
  const ciphertext = await post(sender, hello);
  await refused(createReader(primitives), ciphertext, 'no_session');
  const theirs = reader.stored as Uint8Array;
  await assert.rejects(post({ ...sender, stored: theirs }, hello), { code: 'no_session' });
  assert.throws(() => distribution({ ...sender, stored: theirs }), { code: 'no_session' });
});

test('a key that is used up sends nothing more', async () => {
  const { env, stored } = await createSender(17, primitives);
  const state = ownState(decodeSenderKey(stored));
  const chain = { ...state.chain, nextCounter: 0xfffffffe };
  const last = await encryptWithSenderKey({ states: [{ ...state, chain }] }, hello, env);
  assert.equal(peekSenderKeyMessage(last.ciphertext).iteration, 0xfffffffe);
  await assert.rejects(encryptWithSenderKey(last.record, hello, env), { code: 'too_far' });
});

test('inputs are left alone, and nothing of a distribution or message is shared with the result', async () => {
  const [sender, reader] = await senderAndReader(18, primitives);
  const record = senderKeyOf(reader);
  const copy = structuredClone(record);
  const ciphertext = await post(sender, hello);
  const { record: after } = await decryptWithSenderKey(record, ciphertext, reader.env);
  assert.deepEqual(record, copy);
  assert.notDeepEqual(after, copy);
  const bytes = Buffer.from(distribution(sender));
  const accepted = acceptSenderKey(undefined, bytes);
  const acceptedCopy = structuredClone(accepted);
  bytes.fill(0);
  assert.deepEqual(accepted, acceptedCopy);
});
