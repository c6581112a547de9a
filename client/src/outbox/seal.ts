// Encrypts a queued Send for every device it is for: all of the recipient's and the sender's own others, as the verified
// lists name them.
import { type AccountId, deviceKey, idBytes, wire } from '@parley/protocol';
import { rememberSentTo } from '../acts/keeping.ts';
import { pad } from '../content/padding.ts';
import type { Context } from '../context.ts';
import { encrypt } from '../crypto/crypto.ts';
import { listState } from '../devices/directory.ts';
import type { Draft } from '../drafts/draft.ts';
import { ParleyError } from '../errors.ts';
import { chatOf, newestSeen } from '../history/history.ts';
import { loadSession, saveSession } from '../keys/sessions.ts';
import { isBlocked } from '../privacy/own-privacy.ts';
import { profileKeyFor } from '../profiles/profile-keys.ts';
import {
  type AccountRow,
  type GroupSealed,
  messageKey,
  type OutboxRow,
  type ProfileRow,
  type Sealed,
  type SealedPart,
} from '../store/schema.ts';
import { draftNow } from '../sync/drafts.ts';
import { contentFor, isControl, type Payload, type Target } from './payload.ts';

export type SealedRow = OutboxRow & { readonly sealed: Sealed | GroupSealed };

/** A row of a conversation with one account. */
export type PairRow = OutboxRow & { readonly to: AccountId };
type SealedPair = PairRow & { readonly sealed: Sealed };

export interface Lists {
  readonly to: AccountRow;
  readonly own: AccountRow;
}

/** The devices of a Send to `to`, apart from the one that sends. */
export function targetsOf(profile: ProfileRow, to: AccountId, lists: Lists): Target[] {
  const own = lists.own.devices
    .filter(({ device }) => device !== profile.device)
    .map(({ device }) => ({ own: true, device }));
  if (to === profile.account) return own;
  return [...lists.to.devices.map(({ device }) => ({ own: false, device })), ...own];
}

/** The row with its ciphertexts, written into the draft with the ratchets they came from: durable before they leave. */
export async function seal(
  draft: Draft,
  row: PairRow,
  lists: Lists,
  { profile, env }: Pick<Context, 'profile' | 'env'>,
  maxContentBytes: number,
): Promise<SealedPair> {
  const parts: SealedPart[] = [];
  const payload = await asOfNow(draft, row.payload);
  const after = await newestSeen(draft, row.to);
  const profileKey = await profileKeyFor(draft, await isShownTo(draft, row.to, payload));
  for (const target of targetsOf(profile, row.to, lists)) {
    const list = target.own ? lists.own : lists.to;
    const content = wire.Content.encode({
      ...contentFor(payload, row.to, profile.account, target),
      senderList: listState(lists.own),
      recipientList: listState(list),
      ...(profileKey && !target.own ? { profileKey } : {}),
    }).finish();
    const key = deviceKey(list.account, target.device);
    const record = await loadSession(draft, key);
    const identity = list.identities[target.device];
    const {
      record: next,
      kind,
      ciphertext,
    } = await encrypt(record, padded(content, maxContentBytes), env.primitives, identity);
    await saveSession(draft, key, next);
    parts.push({ ...target, prekey: kind === 'prekey', data: ciphertext });
  }
  const versions = { toListVersion: lists.to.version, ownListVersion: lists.own.version };
  const sealed = { ...row, sealed: { after, ...versions, parts } };
  draft.put('outbox', sealed);
  await rememberDevices(draft, sealed, profile.account);
  return sealed;
}

/** As it is now, not as it was when the send was queued. */
async function asOfNow(draft: Draft, payload: Payload): Promise<Payload> {
  return payload.kind === 'own_draft' ? { kind: 'own_sync', sync: await draftNow(draft, payload.chat) } : payload;
}

/** Who has only written here is not told who reads it; whoever shares a group is. */
async function isShownTo(draft: Draft, to: AccountId, payload: Payload): Promise<'contact' | 'member' | undefined> {
  const { spoken } = await chatOf(draft, to);
  if (spoken && !(await isBlocked(draft, to))) return 'contact';
  return payload.kind === 'sender_key' ? 'member' : undefined;
}

// Only devices that a message was made for may ask for it again.
async function rememberDevices(draft: Draft, { id, to, payload, sealed }: SealedPair, self: AccountId): Promise<void> {
  const sentTo = sealed.parts.map(({ own, device }) => deviceKey(own ? self : to, device));
  const key = messageKey(self, id);
  if (payload.kind === 'act') return rememberSentTo(draft, key, sentTo);
  const message = payload.kind === 'text' || payload.kind === 'timer' ? await draft.get('messages', key) : undefined;
  if (!message || message.deletedAt) return;
  draft.put('messages', { ...message, sentTo });
}

// What a person writes was checked before it was queued; this is for a server that has lowered its limit since.
export function padded(content: Uint8Array, maxContentBytes: number): Uint8Array {
  try {
    return pad(content, maxContentBytes);
  } catch (cause) {
    throw new ParleyError('content_too_large', { cause });
  }
}

const { CIPHERTEXT_KIND_MESSAGE, CIPHERTEXT_KIND_PREKEY } = wire.CiphertextKind;

export function sendFrame({ id, to, payload, sealed }: SealedRow, run: number): wire.ClientFrame.$Properties {
  if ('data' in sealed)
    return { sendGroup: { id: idBytes(id), group: idBytes(to), run, control: isControl(payload), ...sealed } };
  const { after, toListVersion, ownListVersion, parts } = sealed;
  const send = {
    id: idBytes(id),
    to: idBytes(to),
    after,
    toListVersion,
    ownListVersion,
    run,
    control: isControl(payload),
    parts: parts.map(({ own, device, prekey, data }) => ({
      own,
      device,
      ciphertext: { kind: prekey ? CIPHERTEXT_KIND_PREKEY : CIPHERTEXT_KIND_MESSAGE, data },
    })),
  };
  return { send };
}
