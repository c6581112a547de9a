// What comes in from a group: keys of its members' devices, over their own sessions, and messages under these keys.
import { deviceKey, equalBytes, type GroupId, groupIdFrom, idBytes, wire } from '@parley/protocol';
import { unpad } from '../content/padding.ts';
import {
  acceptSenderKey,
  CryptoError,
  decodeSenderKey,
  decryptWithSenderKey,
  encodeSenderKey,
} from '../crypto/crypto.ts';
import type { Draft } from '../drafts/draft.ts';
import { tellDropped } from '../groups/gaps.ts';
import { mightWrite, wasMember } from '../groups/group-row.ts';
import { takeIntroductions } from '../profiles/introductions.ts';
import { senderKeyKey } from '../store/schema.ts';
import { receiveAct } from './acts.ts';
import type { Origin } from './envelope.ts';
import type { Opened } from './opening.ts';
import { park } from './parking.ts';
import { type ReceivingDeps, takeProfileKey } from './receiving.ts';
import { receiveText } from './texts.ts';

export interface GroupMessage {
  readonly origin: Origin;
  readonly group: GroupId;
  readonly seq: number;
  readonly data: Uint8Array;
}

export async function receiveGroupMessage(draft: Draft, message: GroupMessage, deps: ReceivingDeps): Promise<void> {
  const { origin, group, seq, data } = message;
  const row = await draft.get('groups', group);
  // Whoever was not in the group there reads nothing of it.
  if (!row || !wasMember(row, deps.profile.account, seq)) return;
  // Nor is what others wrote then shown (F21, F22).
  if (!mightWrite(row, origin.sender, seq))
    return origin.control ? undefined : tellDropped(draft, row, { seq, ts: origin.ts }, deps);
  const opened = await open(draft, group, origin, data, deps);
  if (opened.kind === 'repeat') return;
  if (opened.kind === 'unreadable') return park(draft, origin, opened.reason, deps, { chat: group, seq });
  const { content } = opened;
  if (!content.group || !equalBytes(content.group.group ?? new Uint8Array(), idBytes(group))) {
    return park(draft, origin, 'malformed', deps, { chat: group, seq });
  }
  await deps.roster.compareHead(draft, origin.sender, content.group);
  await deps.directory.compare(draft, origin.sender, content.senderList);
  await takeProfileKey(draft, origin, content.profileKey, deps);
  const met = await takeIntroductions(draft, content.introductions, row, deps.profile.account);
  for (const account of met) draft.after(() => deps.reading.wake(account));
  if (content.text)
    return receiveText(draft, origin, { chat: group, text: content.text, replaces: undefined, seq }, deps);
  if (content.act) return receiveAct(draft, origin, { chat: group, act: content.act, seq }, deps);
  if (!origin.control) await park(draft, origin, 'unsupported', deps, { chat: group, seq });
}

async function open(
  draft: Draft,
  group: GroupId,
  { sender, device }: Origin,
  data: Uint8Array,
  { env }: Pick<ReceivingDeps, 'env'>,
): Promise<Opened> {
  const key = deviceKey(sender, device);
  const known = await draft.get('senderKeys', senderKeyKey(group, key));
  try {
    const { record, plaintext } = await decryptWithSenderKey(known && decodeSenderKey(known.record), data, env);
    draft.put('senderKeys', { group, device: key, record: encodeSenderKey(record) });
    return { kind: 'content', content: wire.Content.decode(unpad(plaintext)) };
  } catch (error) {
    if (!(error instanceof CryptoError)) return { kind: 'unreadable', reason: 'malformed' };
    return error.code === 'duplicate' ? { kind: 'repeat' } : { kind: 'unreadable', reason: error.code };
  }
}

/** It may come before the entry that makes one a member, so it is kept for whichever group it names. */
export async function receiveSenderKey(
  draft: Draft,
  { sender, device }: Origin,
  { distribution }: wire.SenderKey.$Properties,
  head: wire.GroupHead.$Properties | null | undefined,
): Promise<void> {
  const group = groupIdFrom(head?.group ?? new Uint8Array());
  const key = deviceKey(sender, device);
  const known = await draft.get('senderKeys', senderKeyKey(group, key));
  try {
    const record = acceptSenderKey(known && decodeSenderKey(known.record), distribution ?? new Uint8Array());
    draft.put('senderKeys', { group, device: key, record: encodeSenderKey(record) });
  } catch (error) {
    if (!(error instanceof CryptoError)) throw error; // what is none opens nothing
  }
}
