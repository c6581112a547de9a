// Answers a device that could not read a message: once, under a new id, and only to a device that the message was made
// for. What that device does with it is in texts.ts.
import { deviceKey, isGroupId, limits, type MessageId } from '@parley/protocol';
import type { Draft } from '../drafts/draft.ts';
import { newMessageId } from '../message-id.ts';
import { writtenText } from '../outbox/payload.ts';
import { messageKey } from '../store/schema.ts';
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
  if (!message || message.text === undefined || message.state === 'parked') return;
  if (isGroupId(message.chat) || (message.chat !== account && account !== profile.account)) return;
  const asker = deviceKey(account, device);
  if (message.resentTo?.includes(asker)) return;
  if (!message.sentTo?.includes(asker)) {
    // Another key than the one it was written to: the person decides whether that one may read it.
    draft.after(() => deps.notify({ kind: 'resend_asked', account, device, message: of }));
    return;
  }
  const resends = await recentResends(draft, { account, device }, clock.now());
  if (resends.answered.length >= limits.resendsPerDeviceAndHour) return;
  draft.put('resends', { ...resends, answered: [...resends.answered, clock.now()] });
  draft.put('messages', { ...message, resentTo: [...(message.resentTo ?? []), asker] });
  const { chat, text } = message;
  outbox.enqueue(draft, account, newMessageId(), {
    kind: 'resend',
    of,
    device,
    chat,
    ...writtenText({ ...message, text }),
  });
}
