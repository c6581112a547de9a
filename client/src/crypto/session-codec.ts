import {
  expectEnd,
  putByte,
  putBytes,
  putNumber,
  type Reader,
  reader,
  takeByte,
  takeBytes,
  takeKey,
  takeNumber,
  type Writer,
  writer,
} from './byte-cursor.ts';
import { messageChainBytes, putMessageChain, takeMessageChain } from './chain-codec.ts';
import { type PrivateKey, publicKeyBytes } from './curve.ts';
import { CryptoError } from './errors.ts';
import { kyberCiphertextBytes } from './kyber.ts';
import type { PendingPreKey, ReceiverChain, SessionRecord, SessionState } from './session.ts';

// Fixed sizes, one version byte in front.
const formatVersion = 1;
const fixedStateBytes = 4 * publicKeyBytes + 32 * 3 + 4 * 3 + 2;
const pendingBytes = 1 + 4 * 4 + kyberCiphertextBytes;

function stateBytes(state: SessionState): number {
  let length = fixedStateBytes + (state.pending ? pendingBytes : 0);
  for (const chain of state.receiverChains) length += publicKeyBytes + messageChainBytes(chain);
  return length;
}

function putChain(to: Writer, chain: ReceiverChain): void {
  putBytes(to, chain.ratchetKey);
  putMessageChain(to, chain);
}

function takeChain(from: Reader): ReceiverChain {
  return { ratchetKey: takeKey(from), ...takeMessageChain(from) };
}

function putPending(to: Writer, pending: PendingPreKey): void {
  putByte(to, pending.oneTimePreKeyId === undefined ? 0 : 1);
  putNumber(to, pending.oneTimePreKeyId ?? 0);
  putNumber(to, pending.ownRegistrationId);
  putNumber(to, pending.signedPreKeyId);
  putNumber(to, pending.kyberPreKeyId);
  putBytes(to, pending.kyberCiphertext);
}

function takePending(from: Reader): PendingPreKey {
  const hasOneTimePreKey = takeByte(from) === 1;
  const id = takeNumber(from);
  return {
    oneTimePreKeyId: hasOneTimePreKey ? id : undefined,
    ownRegistrationId: takeNumber(from),
    signedPreKeyId: takeNumber(from),
    kyberPreKeyId: takeNumber(from),
    kyberCiphertext: takeBytes(from, kyberCiphertextBytes),
  };
}

function putState(to: Writer, state: SessionState): void {
  putBytes(to, state.ownIdentityKey);
  putBytes(to, state.theirIdentityKey);
  putNumber(to, state.theirRegistrationId);
  putBytes(to, state.baseKey);
  putBytes(to, state.rootKey);
  putBytes(to, state.sendRatchet.publicKey);
  putBytes(to, state.sendRatchet.privateKey);
  putBytes(to, state.sendChainKey);
  putNumber(to, state.sendCounter);
  putNumber(to, state.previousCounter);
  putByte(to, state.receiverChains.length);
  for (const chain of state.receiverChains) putChain(to, chain);
  putByte(to, state.pending ? 1 : 0);
  if (state.pending) putPending(to, state.pending);
}

function takeState(from: Reader): SessionState {
  // An object literal evaluates in order, so this reads as putState writes.
  return {
    ownIdentityKey: takeKey(from),
    theirIdentityKey: takeKey(from),
    theirRegistrationId: takeNumber(from),
    baseKey: takeKey(from),
    rootKey: takeBytes(from, 32),
    sendRatchet: { publicKey: takeKey(from), privateKey: takeBytes(from, 32) as PrivateKey },
    sendChainKey: takeBytes(from, 32),
    sendCounter: takeNumber(from),
    previousCounter: takeNumber(from),
    receiverChains: Array.from({ length: takeByte(from) }, () => takeChain(from)),
    pending: takeByte(from) === 1 ? takePending(from) : undefined,
  };
}

export function encodeState(state: SessionState): Uint8Array {
  const to = writer(stateBytes(state));
  putState(to, state);
  return to.bytes;
}

export function decodeState(bytes: Uint8Array): SessionState {
  const from = reader(bytes);
  const state = takeState(from);
  expectEnd(from);
  return state;
}

/** The form to store: about 0.4 kB for a settled session, 2 kB before the peer's first answer. */
export function encodeSession(record: SessionRecord): Uint8Array {
  let length = 2 + stateBytes(record.current);
  for (const state of record.archived) length += 4 + state.length;
  const to = writer(length);
  putByte(to, formatVersion);
  putState(to, record.current);
  putByte(to, record.archived.length);
  for (const state of record.archived) {
    putNumber(to, state.length);
    putBytes(to, state);
  }
  return to.bytes;
}

/** Throws `malformed` on anything but what `encodeSession` wrote. */
export function decodeSession(bytes: Uint8Array): SessionRecord {
  const from = reader(bytes);
  const version = takeByte(from);
  if (version !== formatVersion) throw new CryptoError('malformed', `stored session has unknown format ${version}`);
  const current = takeState(from);
  const archived = Array.from({ length: takeByte(from) }, () => takeBytes(from, takeNumber(from)));
  expectEnd(from);
  return { current, archived };
}
