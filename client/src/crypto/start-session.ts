import { rootStep } from './chain.ts';
import { decodePublicKey, generateKeyPair, type PublicKey } from './curve.ts';
import { CryptoError } from './errors.ts';
import { type Agreement, deriveSession } from './key-agreement.ts';
import type { IdentityKeyPair, PreKeyBundle } from './keys.ts';
import { encapsulate } from './kyber.ts';
import type { CryptoEnv } from './primitives.ts';
import type { SessionRecord, SessionState } from './session.ts';
import { checkIdentity, pushState } from './session-record.ts';
import { verify } from './xeddsa.ts';

export type StartSessionInput = {
  readonly ownIdentity: IdentityKeyPair;
  readonly ownRegistrationId: number;
  readonly theirBundle: PreKeyBundle;
  /** The sessions there are with that device; the current one is archived. */
  readonly record?: SessionRecord | undefined;
  /** Refuse (`untrusted_identity`) any identity key but this. */
  readonly expectedIdentity?: Uint8Array | undefined;
};

async function checkSignature(
  identity: PublicKey,
  key: { readonly publicKey: Uint8Array; readonly signature: Uint8Array },
  what: string,
  env: CryptoEnv,
): Promise<void> {
  if (!(await verify(identity, key.publicKey, key.signature, env.primitives))) {
    throw new CryptoError('bad_signature', `${what} is not signed by the identity that offers it`);
  }
}

/**
 * Starts a session with a device from its bundle (PQXDH §3.3): everything in it is checked before it is used. Until the
 * device answers, messages are of kind `prekey`. Throws `bad_signature`, `bad_key`, `untrusted_identity`, `malformed`.
 */
export async function startSession(input: StartSessionInput, env: CryptoEnv): Promise<SessionRecord> {
  const { ownIdentity, theirBundle: bundle } = input;
  const identity = decodePublicKey(bundle.identityKey.slice());
  checkIdentity(identity, input.expectedIdentity);
  const signedPreKey = decodePublicKey(bundle.signedPreKey.publicKey);
  const oneTimePreKey = bundle.oneTimePreKey && decodePublicKey(bundle.oneTimePreKey.publicKey);
  await checkSignature(identity, bundle.signedPreKey, 'signed prekey', env);
  await checkSignature(identity, bundle.kyberPreKey, 'Kyber prekey', env);

  const base = await generateKeyPair(env);
  const kem = await encapsulate(bundle.kyberPreKey.publicKey, env);
  const agreements: Agreement[] = [
    [ownIdentity.privateKey, signedPreKey],
    [base.privateKey, identity],
    [base.privateKey, signedPreKey],
  ];
  if (oneTimePreKey) agreements.push([base.privateKey, oneTimePreKey]);
  const shared = await deriveSession(env.primitives, agreements, kem.secret);
  const sendRatchet = await generateKeyPair(env);
  const send = await rootStep(env.primitives, shared.rootKey, sendRatchet.privateKey, signedPreKey);
  const state: SessionState = {
    ownIdentityKey: ownIdentity.publicKey,
    theirIdentityKey: identity,
    theirRegistrationId: bundle.registrationId,
    baseKey: base.publicKey,
    rootKey: send.rootKey,
    sendRatchet,
    sendChainKey: send.chainKey,
    sendCounter: 0,
    previousCounter: 0,
    receiverChains: [],
    pending: {
      ownRegistrationId: input.ownRegistrationId,
      oneTimePreKeyId: bundle.oneTimePreKey?.id,
      signedPreKeyId: bundle.signedPreKey.id,
      kyberPreKeyId: bundle.kyberPreKey.id,
      kyberCiphertext: kem.ciphertext,
    },
  };
  return pushState(input.record, state);
}
