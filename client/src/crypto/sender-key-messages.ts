import { publicKeyBytes } from './curve.ts';
import { CryptoError } from './errors.ts';
import { type Field, fixedBytes, readFields, requiredBytes, requiredNumber, writeFields } from './wire-fields.ts';
import { signatureBytes } from './xeddsa.ts';

/** High half: the version of this message; low half: the newest its sender speaks. */
const version = 0x33;
export const distributionIdBytes = 16;
const chainKeyBytes = 32;
/** The last one that has a successor within 32 bits. */
export const lastIteration = 0xfffffffe;

/** What names a message among all of its sender. Nothing of it is proved before the signature has been checked. */
export type SenderKeyMessageHeader = {
  /** 16 bytes. */
  readonly distributionId: Uint8Array;
  readonly chainId: number;
  readonly iteration: number;
};

/** A group message taken apart. All byte fields are views of the input. */
export type SenderKeyMessage = SenderKeyMessageHeader & {
  readonly ciphertext: Uint8Array;
  /** What the signature covers: version byte ‖ protobuf. */
  readonly signed: Uint8Array;
  readonly signature: Uint8Array;
};

/** A distribution taken apart, views of the input; the signing key is unchecked. */
export type SenderKeyDistribution = SenderKeyMessageHeader & {
  readonly chainKey: Uint8Array;
  readonly signingKey: Uint8Array;
};

function checkVersion(bytes: Uint8Array): void {
  const first = bytes[0];
  if (first === undefined) throw new CryptoError('malformed', 'message is empty');
  if (first >> 4 !== 3) throw new CryptoError('malformed', `sender key version ${first >> 4} is not spoken here`);
}

function headerOf(fields: ReadonlyMap<number, Field>): SenderKeyMessageHeader {
  const iteration = requiredNumber(fields, 3);
  if (iteration > lastIteration) throw new CryptoError('malformed', 'iteration is beyond the last');
  return {
    distributionId: fixedBytes(fields, 1, distributionIdBytes),
    chainId: requiredNumber(fields, 2),
    iteration,
  };
}

const headerFields = ({ distributionId, chainId, iteration }: SenderKeyMessageHeader) =>
  [
    [1, distributionId],
    [2, chainId],
    [3, iteration],
  ] as const;

/** Version byte ‖ protobuf ‖ 64 zero bytes where the signature goes. */
export function encodeSenderKeyMessage(header: SenderKeyMessageHeader, ciphertext: Uint8Array): Uint8Array {
  const bytes = writeFields([...headerFields(header), [4, ciphertext]], 1, signatureBytes);
  bytes[0] = version;
  return bytes;
}

export function decodeSenderKeyMessage(bytes: Uint8Array): SenderKeyMessage {
  checkVersion(bytes);
  if (bytes.length <= signatureBytes) throw new CryptoError('malformed', 'message is too short');
  const signatureAt = bytes.length - signatureBytes;
  const fields = readFields(bytes.subarray(1, signatureAt));
  return {
    ...headerOf(fields),
    ciphertext: requiredBytes(fields, 4),
    signed: bytes.subarray(0, signatureAt),
    signature: bytes.subarray(signatureAt),
  };
}

/** Names the key a message needs, for instance to ask for it. Throws `malformed`. */
export function peekSenderKeyMessage(ciphertext: Uint8Array): SenderKeyMessageHeader {
  const { distributionId, chainId, iteration } = decodeSenderKeyMessage(ciphertext);
  return { distributionId: new Uint8Array(distributionId), chainId, iteration };
}

export function encodeSenderKeyDistribution(distribution: SenderKeyDistribution): Uint8Array {
  const { chainKey, signingKey } = distribution;
  const bytes = writeFields([...headerFields(distribution), [4, chainKey], [5, signingKey]], 1);
  bytes[0] = version;
  return bytes;
}

export function decodeSenderKeyDistribution(bytes: Uint8Array): SenderKeyDistribution {
  checkVersion(bytes);
  const fields = readFields(bytes.subarray(1));
  return {
    ...headerOf(fields),
    chainKey: fixedBytes(fields, 4, chainKeyBytes),
    signingKey: fixedBytes(fields, 5, publicKeyBytes),
  };
}
