import {
  type CryptoEnv,
  type Decrypted,
  type DecryptedPreKey,
  decodeSession,
  decryptMessage,
  decryptPreKeyMessage,
  type Encrypted,
  encodeSession,
  encrypt,
  generateIdentityKeyPair,
  generateKyberPreKey,
  generateOneTimePreKeys,
  generateSignedPreKey,
  type IdentityKeyPair,
  type KyberPreKey,
  type OneTimePreKey,
  type PreKeyBundle,
  type Primitives,
  peekPreKeyMessage,
  type RandomBytes,
  type SessionRecord,
  type SignedPreKey,
  startSession,
} from './crypto.ts';

/** A device with one correspondent: the least an SDK must keep, in memory. Tests drive the engine through it. */
export type TestPeer = {
  readonly env: CryptoEnv;
  readonly registrationId: number;
  readonly identity: IdentityKeyPair;
  readonly signedPreKey: SignedPreKey;
  readonly kyberPreKey: KyberPreKey;
  readonly oneTimePreKeys: Map<number, OneTimePreKey>;
  readonly remembered: Set<string>;
  stored: Uint8Array | undefined;
};

export type Sent = Pick<Encrypted, 'kind' | 'ciphertext'>;

/** Repeatable bytes (mulberry32): never for anything but tests. */
export function seededRandom(seed: number): RandomBytes {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (t ^ (t >>> 14)) >>> 24;
  };
  return length => Uint8Array.from({ length }, next);
}

export async function createPeer(seed: number, primitives: Primitives, oneTimeKeys = 2): Promise<TestPeer> {
  const env = { primitives, random: seededRandom(seed) };
  const identity = await generateIdentityKeyPair(env);
  const oneTime = await generateOneTimePreKeys(1, oneTimeKeys, env);
  return {
    env,
    registrationId: 1 + (seed % 1000),
    identity,
    signedPreKey: await generateSignedPreKey(identity, 11, env),
    kyberPreKey: await generateKyberPreKey(identity, 21, env),
    oneTimePreKeys: new Map(oneTime.map(key => [key.id, key])),
    remembered: new Set(),
    stored: undefined,
  };
}

export function recordOf(peer: TestPeer): SessionRecord | undefined {
  return peer.stored && decodeSession(peer.stored);
}

/** What a server would hand out: each one-time key once, then none. */
export function bundleOf(peer: TestPeer, oneTimePreKeyId?: number): PreKeyBundle {
  const { registrationId, identity, signedPreKey, kyberPreKey } = peer;
  const oneTimePreKey = oneTimePreKeyId === undefined ? undefined : peer.oneTimePreKeys.get(oneTimePreKeyId);
  return { registrationId, identityKey: identity.publicKey, signedPreKey, kyberPreKey, oneTimePreKey };
}

export async function start(peer: TestPeer, theirBundle: PreKeyBundle): Promise<void> {
  const { identity: ownIdentity, registrationId: ownRegistrationId } = peer;
  const record = await startSession({ ownIdentity, ownRegistrationId, theirBundle, record: recordOf(peer) }, peer.env);
  peer.stored = encodeSession(record);
}

export async function send(peer: TestPeer, plaintext: Uint8Array): Promise<Sent> {
  const { record, kind, ciphertext } = await encrypt(recordOf(peer), plaintext, peer.env.primitives);
  peer.stored = encodeSession(record);
  return { kind, ciphertext };
}

function open(peer: TestPeer, { kind, ciphertext }: Sent): Promise<Decrypted | DecryptedPreKey> {
  const record = recordOf(peer);
  if (kind === 'message') return decryptMessage(record, ciphertext, peer.env);
  const header = peekPreKeyMessage(ciphertext);
  const preKeys = {
    signedPreKey: peer.signedPreKey,
    kyberPreKey: peer.kyberPreKey,
    oneTimePreKey: peer.oneTimePreKeys.get(header.oneTimePreKeyId ?? -1),
    usedBefore: peer.remembered.has(header.memoryKey),
  };
  return decryptPreKeyMessage({ record, ownIdentity: peer.identity, preKeys, ciphertext }, peer.env);
}

/** Decrypts and commits; on an error nothing is committed. */
export async function receive(peer: TestPeer, sent: Sent): Promise<Uint8Array> {
  const opened = await open(peer, sent);
  peer.stored = encodeSession(opened.record);
  if ('started' in opened && opened.started) {
    peer.remembered.add(opened.started.memoryKey);
    peer.oneTimePreKeys.delete(opened.started.usedOneTimePreKeyId ?? -1);
  }
  return opened.plaintext;
}

/** Two peers, the first with a session to the second, which has not heard of it. */
export async function startedPair(
  primitives: Primitives,
  seed = 1,
  oneTimePreKeyId?: number,
): Promise<readonly [TestPeer, TestPeer]> {
  const alice = await createPeer(seed, primitives);
  const bob = await createPeer(seed + 7919, primitives);
  await start(alice, bundleOf(bob, oneTimePreKeyId));
  return [alice, bob];
}

/** Two peers who have exchanged a message each way. */
export async function settledPair(primitives: Primitives, seed = 1): Promise<readonly [TestPeer, TestPeer]> {
  const [alice, bob] = await startedPair(primitives, seed);
  await receive(bob, await send(alice, Uint8Array.of(1)));
  await receive(alice, await send(bob, Uint8Array.of(2)));
  return [alice, bob];
}
