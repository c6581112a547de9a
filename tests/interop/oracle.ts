import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { install } from './install.ts';

// The little of the official package that is used here. It is not part of the main install, so neither are its types.
export type OraclePublicKey = {
  serialize(): Uint8Array;
  verify(message: Uint8Array, signature: Uint8Array): boolean;
};
export type OraclePrivateKey = {
  serialize(): Uint8Array;
  sign(message: Uint8Array): Uint8Array;
  getPublicKey(): OraclePublicKey;
};
export type OracleKem = {
  getPublicKey(): { serialize(): Uint8Array };
};
export type OracleFingerprint = {
  displayableFingerprint(): { toString(): string };
  scannableFingerprint(): { toBuffer(): Uint8Array; compare(other: object): boolean };
};
type Constructor = new () => object;
type Factory<T = object> = { new: (...parts: unknown[]) => T };
type Decoder<T = object> = { deserialize(bytes: Uint8Array): T };

export type Oracle = {
  readonly PublicKey: Decoder<OraclePublicKey>;
  readonly PrivateKey: Decoder<OraclePrivateKey> & { generate(): OraclePrivateKey };
  readonly KEMKeyPair: { generate(): OracleKem };
  readonly KEMPublicKey: Decoder;
  readonly ProtocolAddress: Factory;
  readonly PreKeyBundle: Factory;
  readonly PreKeyRecord: Factory;
  readonly SignedPreKeyRecord: Factory;
  readonly KyberPreKeyRecord: Factory;
  readonly SignalMessage: Decoder;
  readonly PreKeySignalMessage: Decoder;
  readonly SessionStore: Constructor;
  readonly IdentityKeyStore: Constructor;
  readonly PreKeyStore: Constructor;
  readonly SignedPreKeyStore: Constructor;
  readonly KyberPreKeyStore: Constructor;
  readonly SenderKeyStore: Constructor;
  readonly SenderKeyDistributionMessage: Decoder & {
    create(sender: object, distributionId: string, store: object): Promise<{ serialize(): Uint8Array }>;
  };
  readonly Fingerprint: Factory<OracleFingerprint>;
  readonly ScannableFingerprint: { _fromBuffer(bytes: Uint8Array): object };
  processPreKeyBundle(bundle: object, address: object, sessions: object, identities: object): Promise<void>;
  signalEncrypt(
    message: Uint8Array,
    address: object,
    sessions: object,
    identities: object,
  ): Promise<{ serialize(): Uint8Array; type(): number }>;
  signalDecrypt(message: object, address: object, sessions: object, identities: object): Promise<Uint8Array>;
  signalDecryptPreKey(message: object, address: object, ...stores: object[]): Promise<Uint8Array>;
  processSenderKeyDistributionMessage(sender: object, message: object, store: object): Promise<void>;
  groupEncrypt(
    sender: object,
    distributionId: string,
    store: object,
    message: Uint8Array,
  ): Promise<{ serialize(): Uint8Array }>;
  groupDecrypt(sender: object, store: object, message: Uint8Array): Promise<Uint8Array>;
};

/** The official package, installed if need be; a string says why it is not there. With REAL=1 that is a failure. */
export async function loadOracle(version: string): Promise<Oracle | string> {
  const installed = await install(version);
  if ('folder' in installed) {
    return (await import(pathToFileURL(join(installed.folder, 'dist/index.js')).href)) as Oracle;
  }
  if (process.env.REAL === '1') throw new Error(installed.missing);
  return installed.missing;
}
