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
import type { SenderKeyRecord, SenderKeyState } from './sender-key.ts';
import { distributionIdBytes } from './sender-key-messages.ts';

// Fixed sizes, one version byte in front.
const formatVersion = 1;

function stateBytes({ signingPrivateKey, chain }: SenderKeyState): number {
  return distributionIdBytes + 4 + publicKeyBytes + 1 + (signingPrivateKey ? 32 : 0) + messageChainBytes(chain);
}

function putState(to: Writer, state: SenderKeyState): void {
  putBytes(to, state.distributionId);
  putNumber(to, state.chainId);
  putBytes(to, state.signingKey);
  putByte(to, state.signingPrivateKey ? 1 : 0);
  if (state.signingPrivateKey) putBytes(to, state.signingPrivateKey);
  putMessageChain(to, state.chain);
}

function takeState(from: Reader): SenderKeyState {
  // An object literal evaluates in order, so this reads as putState writes.
  return {
    distributionId: takeBytes(from, distributionIdBytes),
    chainId: takeNumber(from),
    signingKey: takeKey(from),
    signingPrivateKey: takeByte(from) === 1 ? (takeBytes(from, 32) as PrivateKey) : undefined,
    chain: takeMessageChain(from),
  };
}

/** The form to store: about 0.1 kB a key, and 36 bytes for each message that has not come yet. */
export function encodeSenderKey(record: SenderKeyRecord): Uint8Array {
  const to = writer(record.states.reduce((length, state) => length + stateBytes(state), 2));
  putByte(to, formatVersion);
  putByte(to, record.states.length);
  for (const state of record.states) putState(to, state);
  return to.bytes;
}

/** Throws `malformed` on anything but what `encodeSenderKey` wrote. */
export function decodeSenderKey(bytes: Uint8Array): SenderKeyRecord {
  const from = reader(bytes);
  const version = takeByte(from);
  if (version !== formatVersion) throw new CryptoError('malformed', `stored sender key has unknown format ${version}`);
  const states = Array.from({ length: takeByte(from) }, () => takeState(from));
  expectEnd(from);
  return { states };
}
