import { decodePublicKey } from './curve.ts';
import { CryptoError } from './errors.ts';
import { type Agreement, deriveSession } from './key-agreement.ts';
import type { IdentityKeyPair, KyberPreKey, OneTimePreKey, SignedPreKey } from './keys.ts';
import { decapsulate } from './kyber.ts';
import type { PreKeyMessage } from './messages.ts';
import type { Primitives } from './primitives.ts';
import type { SessionState } from './session.ts';

/** The keys a first message names, as far as we have them, and whether we remember having answered it. */
export type OwnPreKeys = {
  readonly signedPreKey?: SignedPreKey | undefined;
  readonly oneTimePreKey?: OneTimePreKey | undefined;
  readonly kyberPreKey?: KyberPreKey | undefined;
  /** True when the message's `memoryKey` is remembered. */
  readonly usedBefore: boolean;
};

function required<T extends { readonly id: number }>(key: T | undefined, id: number, what: string): T {
  if (key?.id !== id) throw new CryptoError('no_prekey', `${what} ${id} was not supplied`);
  return key;
}

/**
 * The responder's half of PQXDH §3.4. The state it returns proves nothing yet: it counts once it has opened the message
 * it came with. Throws `reused_prekey`, `no_prekey`, `bad_key`.
 */
export async function acceptSession(
  primitives: Primitives,
  ownIdentity: IdentityKeyPair,
  message: PreKeyMessage,
  keys: OwnPreKeys,
): Promise<SessionState> {
  if (keys.usedBefore) throw new CryptoError('reused_prekey', 'this first message was answered before');
  const signedPreKey = required(keys.signedPreKey, message.signedPreKeyId, 'signed prekey');
  const kyberPreKey = required(keys.kyberPreKey, message.kyberPreKeyId, 'Kyber prekey');
  const identity = decodePublicKey(message.identityKey.slice());
  const base = decodePublicKey(message.baseKey.slice());
  const agreements: Agreement[] = [
    [signedPreKey.privateKey, identity],
    [ownIdentity.privateKey, base],
    [signedPreKey.privateKey, base],
  ];
  if (message.oneTimePreKeyId !== undefined) {
    agreements.push([required(keys.oneTimePreKey, message.oneTimePreKeyId, 'one-time prekey').privateKey, base]);
  }
  const kemSecret = await decapsulate(kyberPreKey.privateKey, message.kyberCiphertext, primitives);
  const { rootKey, chainKey } = await deriveSession(primitives, agreements, kemSecret);
  return {
    ownIdentityKey: ownIdentity.publicKey,
    theirIdentityKey: identity,
    theirRegistrationId: message.registrationId,
    baseKey: base,
    rootKey,
    sendRatchet: { publicKey: signedPreKey.publicKey, privateKey: signedPreKey.privateKey },
    sendChainKey: chainKey,
    sendCounter: 0,
    previousCounter: 0,
    receiverChains: [],
    pending: undefined,
  };
}
