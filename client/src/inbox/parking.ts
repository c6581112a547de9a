// What could not be read: shown as one line in its place, so that nothing is lost in silence (D8), and asked for again in
// a new session. The other side's half is in resending.ts.
import { type ChatId, type DeviceAddress, deviceKey, limits, type MessageId } from '@parley/protocol';
import type { Context } from '../context.ts';
import type { Draft } from '../drafts/draft.ts';
import { putMessage, toMessage } from '../history/history.ts';
import { newMessageId } from '../message-id.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { messageKey, type ResendRow } from '../store/schema.ts';
import type { Origin } from './envelope.ts';
import type { UnreadableReason } from './opening.ts';
import { newRow } from './texts.ts';

export type ParkingDeps = Pick<Context, 'profile' | 'events' | 'clock' | 'notify'> & {
  readonly outbox: Pick<Outbox, 'enqueue'>;
};

/** With these the sender's device can help: the session is broken, or this device has lost or never had its half. */
const askFor: ReadonlySet<UnreadableReason> = new Set([
  'bad_mac',
  'bad_signature',
  'no_prekey',
  'no_session',
  'reused_prekey',
  'too_far',
  'too_old',
  'unknown_device',
  'internal',
]);

/** `place`: of a message to a group, where it belongs. */
export async function park(
  draft: Draft,
  origin: Origin,
  reason: UnreadableReason,
  deps: ParkingDeps,
  place?: { readonly chat: ChatId; readonly seq: number },
): Promise<void> {
  const { profile, events } = deps;
  if (await draft.get('messages', messageKey(origin.sender, origin.id))) return;
  if (askFor.has(reason)) await ask(draft, { account: origin.sender, device: origin.device }, origin.id, deps);
  if (origin.control) return;
  const outgoing = origin.sender === profile.account;
  // Of a copy from an own device it can't be told which chat it belongs to before it can be read.
  const shown = newRow(origin, place?.chat ?? origin.sender, outgoing);
  const row = { ...shown, ...place, parkedReason: reason, unread: !outgoing };
  await putMessage(draft, row);
  draft.after(() => events.emit('parked', toMessage(row)));
}

/** Asks a device to send a message again, at most so often an hour; false: not now. */
export async function ask(draft: Draft, device: DeviceAddress, of: MessageId, deps: ParkingDeps): Promise<boolean> {
  const resends = await recentResends(draft, device, deps.clock.now());
  if (resends.asked.length >= limits.resendsPerDeviceAndHour) return false;
  draft.put('resends', { ...resends, asked: [...resends.asked, deps.clock.now()] });
  deps.outbox.enqueue(draft, device.account, newMessageId(), { kind: 'resend_request', of, device: device.device });
  return true;
}

const HOUR_MS = 60 * 60 * 1000;

export async function recentResends(draft: Draft, { account, device }: DeviceAddress, now: number): Promise<ResendRow> {
  const key = deviceKey(account, device);
  const row = await draft.get('resends', key);
  // A clock that was set back leaves times in the future: they are not of the last hour.
  const recent = (times: readonly number[] = []) => times.filter(time => time <= now && now - time < HOUR_MS);
  return { device: key, asked: recent(row?.asked), answered: recent(row?.answered) };
}
