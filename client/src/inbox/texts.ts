// Puts what came in as text where it is shown: a message of others, a copy of what another own device sent, or what a
// parked message should have been.
import {
  accountIdFrom,
  type ChatId,
  isGroupId,
  limits,
  type MessageId,
  messageIdFrom,
  type wire,
} from '@parley/protocol';
import { withWaitingActs } from '../acts/applying.ts';
import { changeQuotes, quoteNow, quoteOfNow } from '../acts/following.ts';
import { attachmentsFrom, shownOnce } from '../attachments/attachment.ts';
import type { Quote } from '../client.ts';
import { previewFor } from '../content/link-preview.ts';
import { mentionsFrom } from '../content/mentions.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../drafts/draft.ts';
import { asFarAsMarked } from '../history/group-marks.ts';
import { putMessage, toMessage } from '../history/history.ts';
import { isBlocked } from '../privacy/own-privacy.ts';
import { type MessageRow, messageKey, SELF } from '../store/schema.ts';
import type { Origin } from './envelope.ts';

export interface ReceivedText {
  readonly chat: ChatId;
  readonly text: wire.Text.$Properties;
  /** The id of the parked message it stands for. */
  readonly replaces: MessageId | undefined;
  /** In a group: its place there. */
  readonly seq?: number;
}

export async function receiveText(
  draft: Draft,
  origin: Origin,
  { chat, text, replaces, seq }: ReceivedText,
  { profile, events }: Pick<Context, 'profile' | 'events'>,
): Promise<void> {
  const before = await draft.get('messages', messageKey(origin.sender, replaces ?? origin.id));
  // A message once shown stays as it is, or gone, whatever comes under its id (D2, D4).
  if (before ? before.state !== 'parked' : replaces !== undefined) return;
  // What was parked in a group is filled in there, and nowhere else.
  if (before && (isGroupId(before.chat) || isGroupId(chat)) && before.chat !== chat) return;
  const outgoing = origin.sender === profile.account;
  const quote = await quoteNow(draft, quoteOf(text.quote), chat);
  const { parkedReason: _, ...place } = before ?? newRow(origin, chat, outgoing);
  const preview = text.preview ? previewFor(text.body ?? '', text.preview) : undefined;
  const unread = !(isGroupId(chat) && (await isBlocked(draft, origin.sender)));
  const received: MessageRow = {
    ...place,
    chat,
    state: outgoing ? (chat === profile.account ? 'read' : 'sent') : 'received',
    text: text.body ?? '',
    ...(quote ? { quote } : {}),
    ...filesOf(text),
    ...(preview ? { preview } : {}),
    ...(isGroupId(chat) && text.mentions?.length ? { mentions: mentionsFrom(text) } : {}),
    ...(text.forwarded ? { forwarded: true } : {}),
    ...(text.forwarded && text.forwards ? { forwards: Math.min(text.forwards, limits.manyForwards) } : {}),
    ...(seq === undefined ? {} : { seq }),
    ...(text.timerS ? { expiresAt: place.ts + Math.min(text.timerS, limits.maxTimerS) * 1_000 } : {}),
    ...(outgoing ? { unread: false, times: { sentAt: origin.ts } } : { unread, arrival: await nextArrival(draft) }),
  };
  const row = await withWaitingActs(draft, await asFarAsMarked(draft, received, profile.account));
  await putMessage(draft, row, before);
  if (row.edit || row.withdrawn) await changeQuotes(draft, quoteOfNow(row), { events });
  draft.after(() => events.emit(before ? 'resent' : 'message', toMessage(row)));
}

function filesOf({ attachments, viewOnce }: wire.Text.$Properties): Pick<MessageRow, 'attachments' | 'viewOnce'> {
  const files = attachmentsFrom(attachments ?? []);
  if (files.length === 0) return {};
  return viewOnce ? { attachments: files.map(shownOnce), viewOnce: true } : { attachments: files };
}

/** The place of a message in its chat, before anything is known of what is in it. */
export function newRow({ id, sender, device, ts }: Origin, chat: ChatId, outgoing: boolean): MessageRow {
  return { id, author: sender, authorDevice: device, chat, outgoing, ts, state: 'parked' };
}

async function nextArrival(draft: Draft): Promise<number> {
  const inbox = await draft.get('inbox', SELF);
  if (!inbox) throw new Error('there is no inbox row');
  const arrivals = inbox.arrivals + 1;
  draft.put('inbox', { ...inbox, arrivals });
  return arrivals;
}

// A quote that names nothing is left out; the text counts.
function quoteOf(quote: wire.Quote.$Properties | null | undefined): Quote | undefined {
  if (quote?.id?.length !== 16 || quote.author?.length !== 16) return undefined;
  return { id: messageIdFrom(quote.id), author: accountIdFrom(quote.author), excerpt: quote.excerpt ?? '' };
}
