// What one envelope does to what the device remembers. Everything in it happens in one draft, or the message is parked.
import { accountIdFrom, groupIdFrom, type MessageId, messageIdFrom, type wire } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Directory } from '../devices/directory.ts';
import type { Draft } from '../drafts/draft.ts';
import type { Roster } from '../groups/roster.ts';
import { raiseGroupMarks } from '../history/group-marks.ts';
import { receiveTimer } from '../history/timer.ts';
import { privacyOf } from '../privacy/own-privacy.ts';
import type { PrivacyRoom } from '../privacy/privacy.ts';
import { keepProfileKey } from '../profiles/contact-profile.ts';
import { startSpeaking } from '../profiles/own-profile.ts';
import type { ProfileReading } from '../profiles/reading.ts';
import { type ReceivingSyncDeps, receiveSync } from '../sync/receiving-sync.ts';
import { receiveAct } from './acts.ts';
import type { Incoming, Origin } from './envelope.ts';
import { receiveGroupMessage, receiveSenderKey } from './group-messages.ts';
import { type OpeningDeps, openCiphertext } from './opening.ts';
import { type ParkingDeps, park } from './parking.ts';
import { markSeen, raiseTicks } from './receipts.ts';
import { answerResendRequest } from './resending.ts';
import { receiveText } from './texts.ts';

export type ReceivingDeps = Context &
  OpeningDeps &
  ParkingDeps &
  Pick<ReceivingSyncDeps, 'ownDevices' | 'archive' | 'publishing'> & {
    readonly directory: Directory;
    readonly roster: Roster;
    readonly privacy: Pick<PrivacyRoom, 'heardOf'>;
    readonly reading: Pick<ProfileReading, 'wake'>;
  };

export async function receive(draft: Draft, incoming: Incoming, deps: ReceivingDeps): Promise<void> {
  if (incoming.kind === 'delivered') {
    const { account: from, ids, ts } = incoming;
    await raiseTicks(draft, { from, ids, ts, state: 'delivered' }, deps);
  }
  if (incoming.kind === 'missed') draft.after(() => deps.notify(incoming));
  if (incoming.kind === 'group_message') return receiveGroupMessage(draft, incoming, deps);
  if (incoming.kind === 'group_delivered') {
    const { group, marks, ts } = incoming;
    return raiseGroupMarks(draft, group, 'delivered', marks, ts, deps);
  }
  if (incoming.kind === 'roster') return deps.roster.take(draft, incoming.entry);
  if (incoming.kind === 'requested') {
    const { group, account } = incoming;
    draft.after(() => deps.notify({ kind: 'join_asked', group, account }));
  }
  if (incoming.kind !== 'message') return;
  const { origin, ciphertext } = incoming;
  const opened = await openCiphertext(draft, origin, ciphertext, deps);
  if (opened.kind === 'unreadable') await park(draft, origin, opened.reason, deps);
  if (opened.kind === 'content') await receiveContent(draft, origin, opened.content, deps);
}

async function receiveContent(draft: Draft, origin: Origin, content: wire.Content, deps: ReceivingDeps): Promise<void> {
  const { profile, directory, roster } = deps;
  await directory.compare(draft, origin.sender, content.senderList);
  await directory.compare(draft, profile.account, content.recipientList);
  if (content.group) await roster.compareHead(draft, origin.sender, content.group);
  const replaces = content.replaces.length > 0 ? messageIdFrom(content.replaces) : undefined;
  if (content.resendRequest) return answerResendRequest(draft, origin, idIn(content.resendRequest.id), deps);
  if (content.senderKey) {
    await takeProfileKey(draft, origin, content.profileKey, deps);
    return receiveSenderKey(draft, origin, content.senderKey, content.group);
  }
  if (content.group) return receiveAboutGroup(draft, origin, content, replaces, deps);
  if (origin.sender === profile.account) return receiveCopy(draft, origin, content, replaces, deps);
  const { blocked, readReceipts } = await privacyOf(draft);
  // D13: the server keeps back what a person is shown. What it takes for something else is not shown either.
  if (origin.control && blocked.includes(origin.sender)) return;
  await takeProfileKey(draft, origin, content.profileKey, deps);
  if (content.text) return receiveText(draft, origin, { chat: origin.sender, text: content.text, replaces }, deps);
  // One sent again is the one that could not be read.
  const id = replaces ?? origin.id;
  if (content.act) return receiveAct(draft, { ...origin, id }, { chat: origin.sender, act: content.act }, deps);
  if (content.timer) return receiveTimer(draft, origin, { chat: origin.sender, timer: content.timer, replaces }, deps);
  if (content.read) {
    const { sender: from, ts } = origin;
    if (!readReceipts) return;
    return raiseTicks(draft, { from, ids: idsIn(content.read.ids), ts, state: 'read' }, deps);
  }
  if (!origin.control) await park(draft, origin, 'unsupported', deps);
}

/** Of others. A message with nothing new asks for nothing: what could not be had is told of again, or at the next connection. */
export async function takeProfileKey(
  draft: Draft,
  { sender, control }: Origin,
  key: wire.Content['profileKey'],
  { profile, reading }: Pick<ReceivingDeps, 'profile' | 'reading'>,
): Promise<void> {
  if (sender === profile.account) return;
  const state = await keepProfileKey(draft, sender, key);
  if (state === 'news' || (state === 'unread' && control)) draft.after(() => reading.wake(sender));
}

/** What concerns a group and is for this device, or this account, alone. */
async function receiveAboutGroup(
  draft: Draft,
  origin: Origin,
  { group: head, text, read, readCopy }: wire.Content,
  replaces: MessageId | undefined,
  deps: ReceivingDeps,
): Promise<void> {
  const group = groupIdFrom(head?.group ?? new Uint8Array());
  // Only what could not be read before: else somebody could show one member what nobody else is shown.
  if (text && replaces) return receiveText(draft, origin, { chat: group, text, replaces }, deps);
  if (read) {
    if (!(await privacyOf(draft)).readReceipts) return;
    const marks = [{ account: origin.sender, upTo: read.upTo ?? 0 }];
    return raiseGroupMarks(draft, group, 'read', marks, origin.ts, deps);
  }
  if (readCopy && origin.sender === deps.profile.account)
    return markSeen(draft, group, idsIn(readCopy.ids), deps.events);
  if (!origin.control) await park(draft, origin, 'unsupported', deps);
}

/** From another device of the same account. */
async function receiveCopy(
  draft: Draft,
  origin: Origin,
  { sentCopy, readCopy, privacyChanged, ownSync }: wire.Content,
  replaces: MessageId | undefined,
  deps: ReceivingDeps,
): Promise<void> {
  if (sentCopy?.text) {
    const chat = accountIdFrom(sentCopy.to ?? new Uint8Array());
    await startSpeaking(draft, chat);
    return receiveText(draft, origin, { chat, text: sentCopy.text, replaces }, deps);
  }
  if (sentCopy?.act) {
    const chat = accountIdFrom(sentCopy.to ?? new Uint8Array());
    return receiveAct(draft, { ...origin, id: replaces ?? origin.id }, { chat, act: sentCopy.act }, deps);
  }
  if (sentCopy?.timer) {
    const chat = accountIdFrom(sentCopy.to ?? new Uint8Array());
    return receiveTimer(draft, origin, { chat, timer: sentCopy.timer, replaces }, deps);
  }
  if (readCopy) {
    return markSeen(draft, accountIdFrom(readCopy.chat ?? new Uint8Array()), idsIn(readCopy.ids), deps.events);
  }
  if (ownSync) return receiveSync(draft, origin, ownSync, deps);
  if (privacyChanged) {
    draft.after(() => deps.privacy.heardOf(privacyChanged.version ?? 0).catch(() => {})); // the next connection asks again
    return;
  }
  if (!origin.control) await park(draft, origin, 'unsupported', deps);
}

function idIn(bytes: Uint8Array | null | undefined): MessageId {
  return messageIdFrom(bytes ?? new Uint8Array());
}

function idsIn(ids: readonly Uint8Array[] | null | undefined): MessageId[] {
  return (ids ?? []).map(messageIdFrom);
}
