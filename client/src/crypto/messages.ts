import { publicKeyBytes } from './curve.ts';
import { CryptoError } from './errors.ts';
import { kyberCiphertextBytes } from './kyber.ts';
import {
  type Field,
  fixedBytes,
  optionalNumber,
  readFields,
  requiredBytes,
  requiredNumber,
  writeFields,
} from './wire-fields.ts';

/** High half: the version of this message; low half: the newest its sender speaks. */
const version = 0x44;
export const macBytes = 8;

/** A ratchet message taken apart. All byte fields are views of the input; the ratchet key is unchecked. */
export type RatchetMessage = {
  readonly ratchetKey: Uint8Array;
  readonly counter: number;
  readonly ciphertext: Uint8Array;
  /** What the MAC covers: version byte ‖ protobuf. */
  readonly authenticated: Uint8Array;
  readonly mac: Uint8Array;
};

/** A first message taken apart. Nothing in it is authenticated before the inner message has been opened. */
export type PreKeyMessage = {
  readonly registrationId: number;
  readonly oneTimePreKeyId: number | undefined;
  readonly signedPreKeyId: number;
  readonly kyberPreKeyId: number;
  readonly kyberCiphertext: Uint8Array;
  readonly baseKey: Uint8Array;
  readonly identityKey: Uint8Array;
  readonly message: RatchetMessage;
};

function checkVersion(bytes: Uint8Array): void {
  const first = bytes[0];
  if (first === undefined) throw new CryptoError('malformed', 'message is empty');
  if (first >> 4 !== 4) throw new CryptoError('malformed', `message version ${first >> 4} is not spoken here`);
}

/** Version byte ‖ protobuf ‖ 8 zero bytes where the MAC goes. */
export function encodeRatchetMessage(
  ratchetKey: Uint8Array,
  counter: number,
  previousCounter: number,
  ciphertext: Uint8Array,
): Uint8Array {
  const bytes = writeFields(
    [
      [1, ratchetKey],
      [2, counter],
      [3, previousCounter],
      [4, ciphertext],
    ],
    1,
    macBytes,
  );
  bytes[0] = version;
  return bytes;
}

export function decodeRatchetMessage(bytes: Uint8Array): RatchetMessage {
  checkVersion(bytes);
  if (bytes.length <= macBytes) throw new CryptoError('malformed', 'message is too short');
  const macAt = bytes.length - macBytes;
  const fields = readFields(bytes.subarray(1, macAt));
  return {
    ratchetKey: fixedBytes(fields, 1, publicKeyBytes),
    counter: requiredNumber(fields, 2),
    ciphertext: requiredBytes(fields, 4),
    authenticated: bytes.subarray(0, macAt),
    mac: bytes.subarray(macAt),
  };
}

export function encodePreKeyMessage(header: Omit<PreKeyMessage, 'message'>, message: Uint8Array): Uint8Array {
  const fields: (readonly [number, Field])[] = [
    [2, header.baseKey],
    [3, header.identityKey],
    [4, message],
    [5, header.registrationId],
    [6, header.signedPreKeyId],
    [7, header.kyberPreKeyId],
    [8, header.kyberCiphertext],
  ];
  if (header.oneTimePreKeyId !== undefined) fields.unshift([1, header.oneTimePreKeyId]);
  const bytes = writeFields(fields, 1);
  bytes[0] = version;
  return bytes;
}

export function decodePreKeyMessage(bytes: Uint8Array): PreKeyMessage {
  checkVersion(bytes);
  const fields = readFields(bytes.subarray(1));
  return {
    registrationId: requiredNumber(fields, 5),
    oneTimePreKeyId: optionalNumber(fields, 1),
    signedPreKeyId: requiredNumber(fields, 6),
    kyberPreKeyId: requiredNumber(fields, 7),
    kyberCiphertext: fixedBytes(fields, 8, kyberCiphertextBytes),
    baseKey: fixedBytes(fields, 2, publicKeyBytes),
    identityKey: fixedBytes(fields, 3, publicKeyBytes),
    message: decodeRatchetMessage(requiredBytes(fields, 4)),
  };
}
