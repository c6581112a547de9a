// The sends of one connection. Those to one chat form runs (D3): a refusal ends the run, and what is left of it is
// refused too, so that the client can send again in order. They are stored pipelined, and answered in order.
import {
  accountIdFrom,
  type ChatId,
  type ErrorCode,
  groupIdFrom,
  type MessageId,
  messageIdFrom,
  type WireError,
  type wire,
  wireError,
} from '@parley/protocol';
import { UnavailableError } from '../lib/unavailable.ts';
import type { SendResult, SendRun } from '../messages/messages.ts';
import type { Connection } from './connection.ts';
import { type Context, problem, updateReading, write } from './context.ts';
import { count } from './counts.ts';
import { encodeRefused, encodeSent } from './frames.ts';

/** Sends of one connection to one chat. Kept while there is something to remember: answers due, or a run after the first. */
export interface Conversation {
  /** Number of the current run. */
  run: number;
  state: SendRun;
  /** The run before, of which there may be sends left over. */
  before: SendRun;
  /** Oldest first; answered from the front. */
  readonly waiting: Waiting[];
}

interface Waiting {
  readonly id: Uint8Array;
  result: SendResult | undefined;
}

/** Conversations that a connection has had refusals in; beyond, the oldest are forgotten, whose run has long been left. */
const MAX_CONVERSATIONS = 10_000;

export function onSend(context: Context, connection: Connection, send: wire.Send): void {
  const { messages } = context;
  take(context, connection, {
    send,
    chat: () => accountIdFrom(send.to),
    hand: run => messages.send(connection.device!, send, run),
  });
}

export function onSendGroup(context: Context, connection: Connection, send: wire.SendGroup): void {
  const { messages } = context;
  take(context, connection, {
    send,
    chat: () => groupIdFrom(send.group),
    hand: run => messages.sendGroup(connection.device!, send, run),
  });
}

interface Taken {
  readonly send: { readonly id: Uint8Array; readonly run: number };
  /** @throws {RangeError} it names none */
  readonly chat: () => ChatId;
  /** To the message service, in its run. */
  readonly hand: (run: SendRun) => Promise<SendResult>;
}

function take(context: Context, connection: Connection, { send, chat, hand }: Taken): void {
  let to: ChatId;
  let id: MessageId;
  try {
    to = chat();
    id = messageIdFrom(send.id);
  } catch (error) {
    return refuseUnreadable(context, connection, send.id, error);
  }
  const conversation = conversationWith(connection, to);
  const waiting: Waiting = { id: send.id, result: undefined };
  conversation.waiting.push(waiting);
  connection.pendingSends++;
  updateReading(context, connection);
  const settle = (result: SendResult): void => {
    waiting.result = result;
    answer(context, connection, to, conversation);
  };
  const refusal = refusalOf(context, connection, conversation, send.run, id);
  if (refusal) return settle(refusal);
  const run = conversation.state;
  hand(run).then(settle, error => {
    const isAway = error instanceof UnavailableError;
    if (!isAway) context.log.error({ error, device: connection.key }, 'a send failed');
    run.endedBy ??= id;
    settle({ kind: 'refused', error: wireError(isAway ? 'unavailable' : 'internal') });
  });
}

/** It belongs to no conversation, so it ends none. */
function refuseUnreadable(context: Context, connection: Connection, id: Uint8Array, error: unknown): void {
  const detail = `The Send is not valid: ${error instanceof RangeError ? error.message : 'bad id'}.`;
  if (id.length === 0) return problem(context, connection, 'bad_send', detail);
  refuse(context, connection, id, { error: wireError('bad_send', detail) });
}

function conversationWith(connection: Connection, to: ChatId): Conversation {
  connection.conversations ??= new Map();
  const { conversations } = connection;
  let conversation = conversations.get(to);
  if (!conversation) {
    if (conversations.size >= MAX_CONVERSATIONS) forgetOldest(conversations);
    conversation = { run: 0, state: {}, before: {}, waiting: [] };
    conversations.set(to, conversation);
  }
  return conversation;
}

function forgetOldest(conversations: Map<ChatId, Conversation>): void {
  for (const [chat, { waiting }] of conversations) {
    if (waiting.length > 0) continue;
    conversations.delete(chat);
    return;
  }
}

/** What the gateway refuses by itself. Such a refusal ends the run like any other. */
function refusalOf(
  { leaving, limits }: Context,
  { pendingSends }: Connection,
  conversation: Conversation,
  run: number,
  id: MessageId,
): SendResult | undefined {
  if (run > conversation.run) {
    conversation.run = run;
    conversation.before = conversation.state;
    conversation.state = {};
  }
  const leftOver = run < conversation.run;
  const { endedBy } = leftOver ? conversation.before : conversation.state;
  if (leftOver || endedBy) {
    return { kind: 'refused', error: wireError('retry_from'), ...(endedBy ? { retryFrom: endedBy } : {}) };
  }
  const code: ErrorCode | undefined = leaving
    ? 'unavailable'
    : pendingSends > limits.maxPendingSends
      ? 'too_many_pending'
      : undefined;
  if (!code) return undefined;
  conversation.state.endedBy = id;
  return { kind: 'refused', error: wireError(code) };
}

function answer(context: Context, connection: Connection, to: ChatId, conversation: Conversation): void {
  const { waiting } = conversation;
  let done = 0;
  while (done < waiting.length && waiting[done]!.result) {
    const { id, result } = waiting[done++]!;
    connection.pendingSends--;
    if (result!.kind === 'sent') write(context, connection, 'sent', encodeSent(id, result!.ts, result!.groupSeq));
    else refuse(context, connection, id, result!);
  }
  if (done === 0) return;
  waiting.splice(0, done);
  if (waiting.length === 0 && conversation.run === 0 && !conversation.state.endedBy) {
    connection.conversations?.delete(to);
  }
  if (connection.paused) updateReading(context, connection);
}

function refuse(
  context: Context,
  connection: Connection,
  id: Uint8Array,
  refusal: { error: WireError } & Omit<Extract<SendResult, { kind: 'refused' }>, 'kind' | 'error'>,
): void {
  count(context.counts.refusals, refusal.error.code);
  write(context, connection, 'refused', encodeRefused(id, refusal.error, refusal));
}
