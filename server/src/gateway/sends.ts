// The sends of one connection. Those to one account form runs (D3): a refusal ends the run, and what is left of it is
// refused too, so that the client can send again in order. They are stored pipelined, and answered in order.
import {
  type AccountId,
  accountIdFrom,
  type ErrorCode,
  type MessageId,
  messageIdFrom,
  type WireError,
  type wire,
  wireError,
} from '@parley/protocol';
import type { SendResult, SendRun } from '../messages/messages.ts';
import type { Connection } from './connection.ts';
import { type Context, problem, updateReading, write } from './context.ts';
import { count } from './counts.ts';
import { encodeRefused, encodeSent } from './frames.ts';

/** Sends of one connection to one account. Kept while there is something to remember: answers due, or a run after the first. */
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
  let to: AccountId;
  let id: MessageId;
  try {
    to = accountIdFrom(send.to);
    id = messageIdFrom(send.id);
  } catch (error) {
    return refuseUnreadable(context, connection, send, error);
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
  const refusal = refusalOf(context, connection, conversation, send, id);
  if (refusal) return settle(refusal);
  const run = conversation.state;
  context.messages.send(connection.device!, send, run).then(settle, error => {
    context.log.error({ error, device: connection.key }, 'a send failed');
    run.endedBy ??= id;
    settle({ kind: 'refused', error: wireError('internal') });
  });
}

/** It belongs to no conversation, so it ends none. */
function refuseUnreadable(context: Context, connection: Connection, send: wire.Send, error: unknown): void {
  const detail = `The Send is not valid: ${error instanceof RangeError ? error.message : 'bad id'}.`;
  if (send.id.length === 0) return problem(context, connection, 'bad_send', detail);
  refuse(context, connection, send.id, { error: wireError('bad_send', detail) });
}

function conversationWith(connection: Connection, to: AccountId): Conversation {
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

function forgetOldest(conversations: Map<AccountId, Conversation>): void {
  for (const [account, { waiting }] of conversations) {
    if (waiting.length > 0) continue;
    conversations.delete(account);
    return;
  }
}

/** What the gateway refuses by itself. Such a refusal ends the run like any other. */
function refusalOf(
  { leaving, limits }: Context,
  { pendingSends }: Connection,
  conversation: Conversation,
  send: wire.Send,
  id: MessageId,
): SendResult | undefined {
  if (send.run > conversation.run) {
    conversation.run = send.run;
    conversation.before = conversation.state;
    conversation.state = {};
  }
  const leftOver = send.run < conversation.run;
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

function answer(context: Context, connection: Connection, to: AccountId, conversation: Conversation): void {
  const { waiting } = conversation;
  let done = 0;
  while (done < waiting.length && waiting[done]!.result) {
    const { id, result } = waiting[done++]!;
    connection.pendingSends--;
    if (result!.kind === 'sent') write(context, connection, 'sent', encodeSent(id, result!.ts));
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
