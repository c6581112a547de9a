// Opens one ciphertext: the ratchet moves in the draft that will store what was in it (D4), and only there.
import { deviceKey, wire } from '@parley/protocol';
import { unpad } from '../content/padding.ts';
import type { Context } from '../context.ts';
import {
  CryptoError,
  type CryptoErrorCode,
  type DecryptedPreKey,
  decryptMessage,
  decryptPreKeyMessage,
  type IdentityKeyPair,
  type KyberPreKey,
  type OneTimePreKey,
  peekPreKeyMessage,
  type SessionRecord,
  type SignedPreKey,
  type StartedByPeer,
} from '../crypto/crypto.ts';
import { identityOf } from '../devices/directory.ts';
import type { Draft } from '../drafts/draft.ts';
import { loadSession, saveSession } from '../keys/sessions.ts';
import { type PreKeyRow, preKeyKey } from '../store/schema.ts';
import type { Origin } from './envelope.ts';

export type Opened =
  | { readonly kind: 'content'; readonly content: wire.Content }
  /** Opened before (D2): to be dropped. */
  | { readonly kind: 'repeat' }
  | { readonly kind: 'unreadable'; readonly reason: UnreadableReason };

export type UnreadableReason =
  | CryptoErrorCode
  /** The sending device is on no list that the account's key confirms. */
  | 'unknown_device'
  /** It is of a kind that only newer versions know. */
  | 'unsupported'
  | 'internal';

export type OpeningDeps = Pick<Context, 'profile' | 'env'> & {
  /** Somebody has started a session with this device. */
  readonly sessionStarted: (withOneTimeKey: boolean) => void;
};

export async function openCiphertext(
  draft: Draft,
  origin: Origin,
  ciphertext: wire.Ciphertext.$Properties,
  deps: OpeningDeps,
): Promise<Opened> {
  const identity = await identityOf(draft, origin.sender, origin.device);
  if (!identity) return { kind: 'unreadable', reason: 'unknown_device' };
  const key = deviceKey(origin.sender, origin.device);
  const record = await loadSession(draft, key);
  const data = ciphertext.data ?? new Uint8Array();
  try {
    const opened =
      ciphertext.kind === wire.CiphertextKind.CIPHERTEXT_KIND_PREKEY
        ? await openFirst(draft, record, identity, data, deps)
        : await decryptMessage(record, data, deps.env, identity);
    await saveSession(draft, key, opened.record);
    return contentOf(opened.plaintext);
  } catch (error) {
    if (!(error instanceof CryptoError)) throw error;
    return error.code === 'duplicate' ? { kind: 'repeat' } : { kind: 'unreadable', reason: error.code };
  }
}

async function openFirst(
  draft: Draft,
  record: SessionRecord | undefined,
  expectedIdentity: Uint8Array,
  ciphertext: Uint8Array,
  { profile, env, sessionStarted }: OpeningDeps,
): Promise<DecryptedPreKey> {
  const header = peekPreKeyMessage(ciphertext);
  const preKeys = {
    signedPreKey: await keyOf<SignedPreKey>(draft, 'signed', header.signedPreKeyId),
    kyberPreKey: await keyOf<KyberPreKey>(draft, 'kyber', header.kyberPreKeyId),
    oneTimePreKey: await keyOf<OneTimePreKey>(draft, 'one_time', header.oneTimePreKeyId),
    usedBefore: (await draft.get('starts', header.memoryKey)) !== undefined,
  };
  const ownIdentity = profile.identity as IdentityKeyPair;
  const opened = await decryptPreKeyMessage({ record, ownIdentity, preKeys, ciphertext, expectedIdentity }, env);
  if (opened.started) keepStart(draft, opened.started, sessionStarted);
  return opened;
}

async function keyOf<K>(draft: Draft, kind: PreKeyRow['kind'], id: number | undefined): Promise<K | undefined> {
  if (id === undefined) return undefined;
  return (await draft.get('prekeys', preKeyKey(kind, id)))?.key as K | undefined;
}

function keepStart(draft: Draft, started: StartedByPeer, told: OpeningDeps['sessionStarted']): void {
  draft.put('starts', { memoryKey: started.memoryKey, signedPreKeyId: started.usedSignedPreKeyId });
  const oneTimeId = started.usedOneTimePreKeyId;
  if (oneTimeId !== undefined) draft.remove('prekeys', preKeyKey('one_time', oneTimeId));
  draft.after(() => told(oneTimeId !== undefined));
}

function contentOf(plaintext: Uint8Array): Opened {
  try {
    return { kind: 'content', content: wire.Content.decode(unpad(plaintext)) };
  } catch {
    return { kind: 'unreadable', reason: 'malformed' };
  }
}
