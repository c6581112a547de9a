// The prekeys of this device: made, kept, published, replaced. Private halves are durable before the public ones are
// published; a one-time key goes when the message that used it is stored, a signed one 45 days after its replacement.
import type { wire } from '@parley/protocol';
import {
  type CryptoEnv,
  generateKyberPreKey,
  generateOneTimePreKeys,
  generateSignedPreKey,
  type IdentityKeyPair,
} from '../crypto/crypto.ts';
import type { Draft, Reader } from '../drafts/draft.ts';
import type { KeyCount } from '../http/api.ts';
import { type KeyringRow, type PreKeyRow, preKeyKey, SELF } from '../store/schema.ts';
import { startingWith } from '../store/store.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const rotateAfterMs = 7 * DAY_MS;
/** Longer than a message may wait in an outbox and then in an inbox. */
const keepRetiredMs = 45 * DAY_MS;
/** One upload; also what a new device starts with. */
export const oneTimeBatch = 100;

interface NewKeys {
  readonly keyring: KeyringRow;
  readonly rows: readonly PreKeyRow[];
}

/** A signed prekey, a last-resort key and, of one-time prekeys, `oneTime`. To be stored with `storeKeys`. */
export async function makeKeys(
  identity: IdentityKeyPair,
  before: KeyringRow | undefined,
  { signed, oneTime }: { readonly signed: boolean; readonly oneTime: number },
  createdAt: number,
  env: CryptoEnv,
): Promise<NewKeys> {
  const firstId = before?.nextPreKeyId ?? 1;
  const rows: PreKeyRow[] = [];
  let { signedPreKeyId = 0, kyberPreKeyId = 0, rotatedAt = 0 } = before ?? {};
  if (signed) {
    signedPreKeyId = kyberPreKeyId = firstId;
    rotatedAt = createdAt;
    rows.push({ kind: 'signed', createdAt, key: await generateSignedPreKey(identity, firstId, env) });
    rows.push({ kind: 'kyber', createdAt, key: await generateKyberPreKey(identity, firstId, env) });
  }
  const oneTimeKeys = await generateOneTimePreKeys(firstId + 1, oneTime, env);
  for (const key of oneTimeKeys) rows.push({ kind: 'one_time', createdAt, key });
  const keyring: KeyringRow = {
    nextPreKeyId: firstId + 1 + oneTime,
    signedPreKeyId,
    kyberPreKeyId,
    rotatedAt,
    unpublished: [...(before?.unpublished ?? []), ...oneTimeKeys.map(key => key.id)],
    signedUnpublished: signed || (before?.signedUnpublished ?? false),
  };
  return { keyring, rows };
}

/** Stores new keys; the signed ones they replace retire. */
export async function storeKeys(draft: Draft, { keyring, rows }: NewKeys, now: number): Promise<void> {
  const before = await draft.get('keyring', SELF);
  if (before && before.signedPreKeyId !== keyring.signedPreKeyId) {
    await retire(draft, 'signed', before.signedPreKeyId, now);
    await retire(draft, 'kyber', before.kyberPreKeyId, now);
  }
  for (const row of rows) draft.put('prekeys', row);
  draft.put('keyring', keyring);
}

async function retire(draft: Draft, kind: PreKeyRow['kind'], id: number, now: number): Promise<void> {
  const row = await draft.get('prekeys', preKeyKey(kind, id));
  if (row) draft.put('prekeys', { ...row, retiredAt: now });
}

export function isRotationDue(keyring: KeyringRow, now: number): boolean {
  // The clock may have been set back far, which must not stop rotation for years.
  return Math.abs(now - keyring.rotatedAt) >= rotateAfterMs;
}

/** Whether the server has other signed keys than the current ones. */
export function isOutdated({ signedPreKeyId, kyberPreKeyId }: KeyCount, keyring: KeyringRow): boolean {
  return signedPreKeyId !== keyring.signedPreKeyId || kyberPreKeyId !== keyring.kyberPreKeyId;
}

export async function publishSignedAgain(draft: Draft): Promise<void> {
  const keyring = await draft.get('keyring', SELF);
  if (keyring) draft.put('keyring', { ...keyring, signedUnpublished: true });
}

/** What the server may not have yet; undefined: nothing. */
export async function unpublishedKeys(reader: Reader): Promise<wire.KeyUpload.$Properties | undefined> {
  const keyring = await reader.get('keyring', SELF);
  if (!keyring || (keyring.unpublished.length === 0 && !keyring.signedUnpublished)) return undefined;
  const upload: wire.KeyUpload.$Properties = { oneTimePrekeys: [] };
  for (const id of keyring.unpublished.slice(0, oneTimeBatch)) {
    const row = await reader.get('prekeys', preKeyKey('one_time', id));
    if (row) upload.oneTimePrekeys?.push({ id, key: row.key.publicKey });
  }
  if (keyring.signedUnpublished) {
    upload.signedPrekey = signedPart(await reader.get('prekeys', preKeyKey('signed', keyring.signedPreKeyId)));
    upload.kyberPrekey = signedPart(await reader.get('prekeys', preKeyKey('kyber', keyring.kyberPreKeyId)));
  }
  return upload;
}

/** The whole of `rows` as a first upload. */
export function uploadOf(rows: readonly PreKeyRow[]): wire.KeyUpload.$Properties {
  const oneTimePrekeys = rows
    .filter(row => row.kind === 'one_time')
    .map(({ key }) => ({ id: key.id, key: key.publicKey }));
  const signedPrekey = signedPart(rows.find(row => row.kind === 'signed'));
  return { signedPrekey, kyberPrekey: signedPart(rows.find(row => row.kind === 'kyber')), oneTimePrekeys };
}

function signedPart(row: PreKeyRow | undefined) {
  if (!row || row.kind === 'one_time') return null;
  return { id: row.key.id, key: row.key.publicKey, signature: row.key.signature };
}

/** The server has taken `upload`. */
export async function markPublished(draft: Draft, upload: wire.KeyUpload.$Properties): Promise<void> {
  const keyring = await draft.get('keyring', SELF);
  if (!keyring) return;
  const published = new Set(upload.oneTimePrekeys?.map(key => key.id));
  draft.put('keyring', {
    ...keyring,
    unpublished: keyring.unpublished.filter(id => !published.has(id)),
    signedUnpublished: keyring.signedUnpublished && upload.signedPrekey?.id !== keyring.signedPreKeyId,
  });
}

/** Forgets signed keys that no message can name any more, and with them the first messages they answered. */
export async function forgetRetired(draft: Draft, now: number): Promise<void> {
  for (const kind of ['signed', 'kyber'] as const) {
    for (const row of await draft.list('prekeys', startingWith(`${kind}.`))) {
      if (row.retiredAt === undefined || now - row.retiredAt < keepRetiredMs) continue;
      draft.remove('prekeys', preKeyKey(kind, row.key.id));
      if (kind === 'signed') await forgetStarts(draft, row.key.id);
    }
  }
}

// Their memory keys begin with the signed prekey's id.
async function forgetStarts(draft: Draft, signedPreKeyId: number): Promise<void> {
  for (const { memoryKey } of await draft.list('starts', startingWith(`${signedPreKeyId}.`))) {
    draft.remove('starts', memoryKey);
  }
}
