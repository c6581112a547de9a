// Answers a device that could not read a message: once, under a new id, and only to a device that the message was made
// for. What that device does with it is in texts.ts.
import { type DeviceAddress, deviceKey, isGroupId, limits, type MessageId, toHex } from '@parley/protocol';
import { decodeSenderKey, senderKeyDistribution } from '../crypto/crypto.ts';
import type { Draft } from '../drafts/draft.ts';
import { headOf, keyHashThen } from '../groups/group-row.ts';
import { keyHashOf } from '../groups/signed-event.ts';
import { newMessageId } from '../message-id.ts';
import { writtenText } from '../outbox/payload.ts';
import { type MessageRow, messageKey } from '../store/schema.ts';
import type { Origin } from './envelope.ts';
import { type ParkingDeps, recentResends } from './parking.ts';

export async function answerResendRequest(
  draft: Draft,
  origin: Origin,
  of: MessageId,
  deps: ParkingDeps,
): Promise<void> {
  const { profile, outbox, clock } = deps;
  const { sender: account, device } = origin;
  const message = await draft.get('messages', messageKey(profile.account, of));
  if (!message) return answerWithAct(draft, origin, of, deps);
  if ((message.text === undefined && message.notice?.kind !== 'timer_changed') || message.state === 'parked') return;
  if (isGroupId(message.chat)) return answerFromGroup(draft, origin, message, deps);
  if (message.chat !== account && account !== profile.account) return;
  const asker = deviceKey(account, device);
  if (message.resentTo?.includes(asker)) return;
  if (!message.sentTo?.includes(asker)) {
    // Another key than the one it was written to: the person decides whether that one may read it.
    draft.after(() => deps.notify({ kind: 'resend_asked', account, device, message: of }));
    return;
  }
  if (!(await mayAnswer(draft, { account, device }, message, clock.now()))) return;
  outbox.enqueue(draft, account, newMessageId(), { of, device, chat: message.chat, ...contentAgain(message) });
}

function contentAgain({ notice, text = '', ...message }: MessageRow) {
  if (notice?.kind === 'timer_changed') return { kind: 'resend_timer', timerS: notice.timerS } as const;
  return { kind: 'resend', ...writtenText({ ...message, text }) } as const;
}

/** What the person has done with a message, as it is now; not in groups, where one alone could be shown something else. */
async function answerWithAct(
  draft: Draft,
  { sender: account, device }: Origin,
  of: MessageId,
  { profile, outbox, clock }: ParkingDeps,
): Promise<void> {
  const kept = await draft.get('acts', messageKey(profile.account, of));
  const asker = deviceKey(account, device);
  if (!kept?.sentTo?.includes(asker) || isGroupId(kept.chat)) return;
  const resends = await recentResends(draft, { account, device }, clock.now());
  if (resends.answered.length >= limits.resendsPerDeviceAndHour) return;
  draft.put('resends', { ...resends, answered: [...resends.answered, clock.now()] });
  draft.put('acts', { ...kept, sentTo: kept.sentTo.filter(each => each !== asker) });
  outbox.enqueue(draft, account, newMessageId(), { kind: 'resend_act', of, device, chat: kept.chat, act: kept.act });
}

/** Notes that it is answered; false: it has been asked too often. */
async function mayAnswer(draft: Draft, device: DeviceAddress, message: MessageRow, now: number): Promise<boolean> {
  const resends = await recentResends(draft, device, now);
  if (resends.answered.length >= limits.resendsPerDeviceAndHour) return false;
  draft.put('resends', { ...resends, answered: [...resends.answered, now] });
  const asker = deviceKey(device.account, device.device);
  draft.put('messages', { ...message, resentTo: [...(message.resentTo ?? []), asker] });
  return true;
}

/** To a member of then, under the key that was meant: the message, and where still a member the own key for those to come. */
async function answerFromGroup(
  draft: Draft,
  { sender: account, device }: Origin,
  message: MessageRow,
  { outbox, clock }: ParkingDeps,
): Promise<void> {
  const { chat, text, seq = 0 } = message;
  const group = await draft.get('groups', chat);
  const list = await draft.get('accounts', account);
  const meant = group && keyHashThen(group, account, seq);
  if (!group || !meant || text === undefined) return;
  if (!list?.devices.some(each => each.device === device)) return;
  if (toHex(keyHashOf(list.accountKey)) !== meant) return;
  if (message.resentTo?.includes(deviceKey(account, device))) return;
  if (!(await mayAnswer(draft, { account, device }, message, clock.now()))) return;
  const resend = { kind: 'resend', of: message.id, device, chat, head: headOf(group) } as const;
  outbox.enqueue(draft, account, newMessageId(), { ...resend, ...writtenText({ ...message, text }) });
  const key = await draft.get('ownSenderKeys', group.group);
  if (!key || group.state.members.get(account)?.keyHash !== meant) return;
  const distribution = senderKeyDistribution(decodeSenderKey(key.record));
  const handed = { kind: 'sender_key', group: group.group, distribution, devices: [device] } as const;
  outbox.enqueue(draft, account, newMessageId(), handed);
  const sharedWith = [...new Set([...key.sharedWith, deviceKey(account, device)])];
  draft.put('ownSenderKeys', { ...key, sharedWith });
}
