import type { PreKeyBundle } from '../../client/src/crypto/crypto.ts';
import type { Sent } from '../../client/src/crypto/test-peer.ts';
import type { Oracle, OracleKem, OraclePrivateKey } from './oracle.ts';

const preKeyType = 3;

/** A device that runs the official library, with stores in memory and one correspondent. */
export type OraclePeer = {
  readonly oracle: Oracle;
  readonly identity: OraclePrivateKey;
  readonly signedPreKey: { readonly key: OraclePrivateKey; readonly signature: Uint8Array };
  readonly kyberPreKey: { readonly key: OracleKem; readonly signature: Uint8Array };
  readonly oneTimePreKeys: Map<number, OraclePrivateKey>;
  readonly address: object;
  readonly sessions: object;
  readonly identities: object;
  readonly preKeyStores: readonly object[];
};

const registrationId = 77;
const signedPreKeyId = 31;
const kyberPreKeyId = 41;

function sessionStores(oracle: Oracle, identity: OraclePrivateKey): { sessions: object; identities: object } {
  let session: object | null = null;
  let trusted: object | null = null;
  const sessions = Object.assign(new oracle.SessionStore(), {
    saveSession: async (_: object, record: object) => {
      session = record;
    },
    getSession: async () => session,
    getExistingSessions: async () => (session ? [session] : []),
  });
  const identities = Object.assign(new oracle.IdentityKeyStore(), {
    getIdentityKey: async () => identity,
    getLocalRegistrationId: async () => registrationId,
    saveIdentity: async (_: object, key: object) => {
      trusted = key;
      return 0;
    },
    isTrustedIdentity: async () => true,
    getIdentity: async () => trusted,
  });
  return { sessions, identities };
}

function preKeyStores(peer: Pick<OraclePeer, 'oracle' | 'signedPreKey' | 'kyberPreKey' | 'oneTimePreKeys'>): object[] {
  const { oracle, oneTimePreKeys } = peer;
  const { key, signature } = peer.signedPreKey;
  const signed = oracle.SignedPreKeyRecord.new(signedPreKeyId, 1, key.getPublicKey(), key, signature);
  const kyber = oracle.KyberPreKeyRecord.new(kyberPreKeyId, 1, peer.kyberPreKey.key, peer.kyberPreKey.signature);
  const oneTime = Object.assign(new oracle.PreKeyStore(), {
    savePreKey: async () => undefined,
    getPreKey: async (id: number) => {
      const own = oneTimePreKeys.get(id);
      if (!own) throw new Error(`no one-time prekey ${id}`);
      return oracle.PreKeyRecord.new(id, own.getPublicKey(), own);
    },
    removePreKey: async (id: number) => {
      oneTimePreKeys.delete(id);
    },
  });
  return [
    oneTime,
    Object.assign(new oracle.SignedPreKeyStore(), { getSignedPreKey: async () => signed }),
    Object.assign(new oracle.KyberPreKeyStore(), {
      getKyberPreKey: async () => kyber,
      markKyberPreKeyUsed: async () => undefined,
    }),
  ];
}

export function createOraclePeer(oracle: Oracle): OraclePeer {
  const identity = oracle.PrivateKey.generate();
  const signed = oracle.PrivateKey.generate();
  const kyber = oracle.KEMKeyPair.generate();
  const keys = {
    oracle,
    identity,
    signedPreKey: { key: signed, signature: identity.sign(signed.getPublicKey().serialize()) },
    kyberPreKey: { key: kyber, signature: identity.sign(kyber.getPublicKey().serialize()) },
    oneTimePreKeys: new Map([1, 2].map(id => [id, oracle.PrivateKey.generate()])),
  };
  return {
    ...keys,
    address: oracle.ProtocolAddress.new('peer', 1),
    ...sessionStores(oracle, identity),
    preKeyStores: preKeyStores(keys),
  };
}

export function oracleBundle(peer: OraclePeer, oneTimePreKeyId?: number): PreKeyBundle {
  const { key, signature } = peer.signedPreKey;
  const oneTime = oneTimePreKeyId === undefined ? undefined : peer.oneTimePreKeys.get(oneTimePreKeyId);
  return {
    registrationId,
    identityKey: peer.identity.getPublicKey().serialize(),
    signedPreKey: { id: signedPreKeyId, publicKey: key.getPublicKey().serialize(), signature },
    kyberPreKey: {
      id: kyberPreKeyId,
      publicKey: peer.kyberPreKey.key.getPublicKey().serialize(),
      signature: peer.kyberPreKey.signature,
    },
    oneTimePreKey: oneTime && { id: oneTimePreKeyId as number, publicKey: oneTime.getPublicKey().serialize() },
  };
}

export async function oracleStart(peer: OraclePeer, bundle: PreKeyBundle): Promise<void> {
  const { oracle } = peer;
  const { oneTimePreKey, signedPreKey, kyberPreKey } = bundle;
  const theirs = oracle.PreKeyBundle.new(
    bundle.registrationId,
    1,
    oneTimePreKey?.id ?? null,
    oneTimePreKey ? oracle.PublicKey.deserialize(oneTimePreKey.publicKey) : null,
    signedPreKey.id,
    oracle.PublicKey.deserialize(signedPreKey.publicKey),
    signedPreKey.signature,
    oracle.PublicKey.deserialize(bundle.identityKey),
    kyberPreKey.id,
    oracle.KEMPublicKey.deserialize(kyberPreKey.publicKey),
    kyberPreKey.signature,
  );
  await oracle.processPreKeyBundle(theirs, peer.address, peer.sessions, peer.identities);
}

export async function oracleSend(peer: OraclePeer, plaintext: Uint8Array): Promise<Sent> {
  const message = await peer.oracle.signalEncrypt(plaintext, peer.address, peer.sessions, peer.identities);
  return { kind: message.type() === preKeyType ? 'prekey' : 'message', ciphertext: message.serialize() };
}

export async function oracleReceive(peer: OraclePeer, { kind, ciphertext }: Sent): Promise<Uint8Array> {
  const { oracle, address, sessions, identities } = peer;
  if (kind === 'message') {
    return oracle.signalDecrypt(oracle.SignalMessage.deserialize(ciphertext), address, sessions, identities);
  }
  const message = oracle.PreKeySignalMessage.deserialize(ciphertext);
  return oracle.signalDecryptPreKey(message, address, sessions, identities, ...peer.preKeyStores);
}
