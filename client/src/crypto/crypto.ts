// The Signal Protocol, as published: PQXDH and the Double Ratchet between two devices, Sender Keys for groups, XEdDSA,
// safety numbers.
// Every function is pure: state in, new state out, nothing stored and nothing sent. The caller makes the new state
// durable before a ciphertext leaves, and together with the plaintext before an ack. Content padding, device lists
// and who is trusted are decided elsewhere.
export type { OwnPreKeys } from './accept-session.ts';
export { agree, decodePublicKey, type KeyPair, keyPairFrom, type PrivateKey, type PublicKey } from './curve.ts';
export { type Decrypted, decryptMessage } from './decrypt.ts';
export {
  type DecryptedPreKey,
  type DecryptPreKeyInput,
  decryptPreKeyMessage,
  type PreKeyMessageHeader,
  peekPreKeyMessage,
  type StartedByPeer,
} from './decrypt-prekey.ts';
export { type Encrypted, encrypt, type MessageKind } from './encrypt.ts';
export { CryptoError, type CryptoErrorCode } from './errors.ts';
export {
  generateIdentityKeyPair,
  generateKyberPreKey,
  generateOneTimePreKeys,
  generateRegistrationId,
  generateSignedPreKey,
  type IdentityKeyPair,
  type KyberPreKey,
  type OneTimePreKey,
  type PreKeyBundle,
  type SignedPreKey,
} from './keys.ts';
export { type KyberPrivateKey, type KyberPublicKey, loadKyber } from './kyber.ts';
export type { CryptoEnv, MaybePromise, Primitives, RandomBytes } from './primitives.ts';
export { noblePrimitives } from './primitives-noble.ts';
export { platformPrimitives } from './primitives-webcrypto.ts';
export { compareScanned, type Fingerprinted, type SafetyNumber, safetyNumber } from './safety-number.ts';
export type { SenderKeyRecord } from './sender-key.ts';
export {
  type DecryptedFromGroup,
  decryptWithSenderKey,
  type EncryptedForGroup,
  encryptWithSenderKey,
} from './sender-key-cipher.ts';
export { decodeSenderKey, encodeSenderKey } from './sender-key-codec.ts';
export { peekSenderKeyMessage, type SenderKeyMessageHeader } from './sender-key-messages.ts';
export { acceptSenderKey, createSenderKey, senderKeyDistribution } from './sender-key-record.ts';
export type { SessionRecord } from './session.ts';
export { decodeSession, encodeSession } from './session-codec.ts';
export { type SessionInfo, sessionInfo } from './session-record.ts';
export { type StartSessionInput, startSession } from './start-session.ts';
export { sign, verify } from './xeddsa.ts';
