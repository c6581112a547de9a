import { concatBytes } from '@parley/protocol';
import { equalBytes } from './bytes.ts';
import { decodePublicKey } from './curve.ts';
import { CryptoError } from './errors.ts';
import type { Primitives } from './primitives.ts';
import { readFields, requiredBytes, requiredNumber, writeFields } from './wire-fields.ts';

/** Whom a fingerprint is of: a stable id (the account's) and its 33-byte key. */
export type Fingerprinted = { readonly id: Uint8Array; readonly publicKey: Uint8Array };

export type SafetyNumber = {
  /** 60 digits, the same on both sides. */
  readonly digits: string;
  /** Protobuf for a QR code; compare the other side's with `compareScanned`. */
  readonly scannable: Uint8Array;
};

const version = 2;
/** Makes a look-alike key cost 5,200 hashes a try. */
const rounds = 5200;
const roundsAtATime = 650;
const scannedBytes = 32;

// A hash chain of tens of milliseconds must not hold up a page's frames.
const breathe = (): Promise<void> => new Promise(resolve => setTimeout(resolve, 0));

async function fingerprint(of: Fingerprinted, primitives: Primitives): Promise<Uint8Array> {
  const key = decodePublicKey(of.publicKey);
  let hash = concatBytes(new Uint8Array(2), key, of.id);
  for (let round = 0; round < rounds; round++) {
    if (round > 0 && round % roundsAtATime === 0) await breathe();
    hash = primitives.sha512(concatBytes(hash, key));
  }
  return hash;
}

function toDigits(hash: Uint8Array): string {
  let digits = '';
  for (let offset = 0; offset < 30; offset += 5) {
    const chunk = hash.subarray(offset, offset + 5).reduce((value, byte) => value * 256 + byte, 0);
    digits += String(chunk % 100_000).padStart(5, '0');
  }
  return digits;
}

const side = (hash: Uint8Array): Uint8Array => writeFields([[1, hash.subarray(0, scannedBytes)]]);

/** Safety number version 2 of two parties; takes tens of milliseconds and lets others run in between. */
export async function safetyNumber(
  own: Fingerprinted,
  their: Fingerprinted,
  primitives: Primitives,
): Promise<SafetyNumber> {
  const ownHash = await fingerprint(own, primitives);
  const theirHash = await fingerprint(their, primitives);
  const [first = '', second = ''] = [toDigits(ownHash), toDigits(theirHash)].sort();
  const scannable = writeFields([
    [1, version],
    [2, side(ownHash)],
    [3, side(theirHash)],
  ]);
  return { digits: first + second, scannable };
}

/**
 * True when what was scanned is the mirror of our own `scannable`. Throws `malformed` when it is no safety number of
 * this version, which a user should hear as "cannot be compared", not as "does not match".
 */
export function compareScanned(own: Uint8Array, scanned: Uint8Array): boolean {
  const ours = readFields(own);
  const theirs = readFields(scanned);
  if (requiredNumber(theirs, 1) !== version) throw new CryptoError('malformed', 'safety number of another version');
  const content = (fields: typeof ours, number: number) => requiredBytes(readFields(requiredBytes(fields, number)), 1);
  const crossed = (mine: number, other: number) => equalBytes(content(ours, mine), content(theirs, other));
  return [crossed(2, 3), crossed(3, 2)].every(Boolean);
}
