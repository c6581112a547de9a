// After how long messages between two people vanish: either of them sets it, and a line in the chat says who. The newest by
// server time counts on all devices; what is not sent yet counts on the own one.
import { type AccountId, type ChatId, limits, type MessageId, type wire } from '@parley/protocol';
import { isLater } from '../acts/act.ts';
import type { Chat, Client } from '../client.ts';
import type { Context } from '../context.ts';
import type { Draft } from '../drafts/draft.ts';
import { type ErrorInfo, ParleyError } from '../errors.ts';
import type { Origin } from '../inbox/envelope.ts';
import { newMessageId } from '../message-id.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { checkNotBlocked } from '../privacy/own-privacy.ts';
import { startSpeaking } from '../profiles/own-profile.ts';
import { type ChatRow, type MessageRow, messageKey, type OutboxRow } from '../store/schema.ts';
import { readChat } from './chats.ts';
import { chatOf, putMessage, removeMessage, timeBelow, timerOf, toMessage } from './history.ts';

type Deps = Context & { readonly outbox: Outbox };

export function createTimers(deps: Deps): Pick<Client, 'setTimer'> {
  return { setTimer: (chat, seconds) => deps.work.run(draft => setTimer(draft, chat, seconds, deps)) };
}

async function setTimer(draft: Draft, chat: AccountId, seconds: number, deps: Deps): Promise<Chat> {
  const { profile, clock, outbox } = deps;
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > limits.maxTimerS) throw new ParleyError('bad_timer');
  if (timerOf(await chatOf(draft, chat)) !== seconds) {
    await checkNotBlocked(draft, chat);
    await startSpeaking(draft, chat);
    const id = newMessageId();
    const place = { id, author: profile.account, authorDevice: profile.device, chat, outgoing: true };
    await putLine(draft, { ...place, ts: await timeBelow(draft, chat, clock.now()) }, seconds, deps);
    draft.put('chats', { ...(await chatOf(draft, chat)), timerUnsent: { id, seconds } });
    outbox.enqueue(draft, chat, id, { kind: 'timer', timerS: seconds });
  }
  return readChat(draft, chat, profile.account);
}

export interface ReceivedTimer {
  readonly chat: ChatId;
  readonly timer: wire.ChatTimer.$Properties;
  /** The id of what could not be read. */
  readonly replaces: MessageId | undefined;
}

export async function receiveTimer(
  draft: Draft,
  { sender: author, device: authorDevice, ts, id: newId }: Origin,
  { chat: id, timer, replaces }: ReceivedTimer,
  deps: Pick<Context, 'profile' | 'events'>,
): Promise<void> {
  const stamp = { id: replaces ?? newId, ts };
  if (await draft.get('messages', messageKey(author, stamp.id))) return;
  const seconds = Math.min(timer.seconds ?? 0, limits.maxTimerS);
  const outgoing = author === deps.profile.account;
  await putLine(draft, { ...stamp, author, authorDevice, chat: id, outgoing }, seconds, deps);
  await count(draft, id, { ...stamp, seconds });
}

/** The server has taken the own one in. */
export async function settleTimer(
  draft: Draft,
  { id, to }: OutboxRow,
  seconds: number,
  ts: number,
  { profile, events }: Pick<Context, 'profile' | 'events'>,
): Promise<void> {
  await forgetUnsent(draft, to, id);
  await count(draft, to, { id, ts, seconds });
  const line = await draft.get('messages', messageKey(profile.account, id));
  if (!line || line.deletedAt) return;
  const settled = { ...line, ts };
  await putMessage(draft, settled, line);
  draft.after(() => events.emit('status', toMessage(settled)));
}

/** It will not be sent: what was before counts, and the line goes. */
export async function dropTimer(
  draft: Draft,
  { id, to }: OutboxRow,
  error: ErrorInfo,
  { profile, events, notify }: Pick<Context, 'profile' | 'events' | 'notify'>,
): Promise<void> {
  await forgetUnsent(draft, to, id);
  draft.after(() => notify({ kind: 'act_refused', act: 'timer', chat: to, error }));
  const line = await draft.get('messages', messageKey(profile.account, id));
  if (!line || line.deletedAt) return;
  await removeMessage(draft, line, line.ts);
  draft.after(() => events.emit('removed', { chat: to, ids: [id] }));
}

async function count(draft: Draft, id: ChatId, timer: NonNullable<ChatRow['timer']>): Promise<void> {
  const chat = await chatOf(draft, id);
  if (!chat.timer || isLater(timer, chat.timer)) draft.put('chats', { ...chat, timer });
}

async function forgetUnsent(draft: Draft, id: ChatId, of: MessageId): Promise<void> {
  const { timerUnsent, ...chat } = await chatOf(draft, id);
  if (timerUnsent?.id === of) draft.put('chats', chat);
}

async function putLine(
  draft: Draft,
  place: Omit<MessageRow, 'state' | 'notice'>,
  timerS: number,
  { events }: Pick<Context, 'events'>,
): Promise<void> {
  const row: MessageRow = { ...place, state: 'notice', notice: { kind: 'timer_changed', timerS } };
  await putMessage(draft, row);
  draft.after(() => events.emit('message', toMessage(row)));
}
