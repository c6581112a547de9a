// The sends of one connection. Those to one account form runs (D3): a refusal ends the run, and what is left of it is
// refused too, so that the client can send again in order. They are stored pipelined, and answered in order.
import {
  type AccountId,
  accountIdFrom,
  type ErrorCode,
  type MessageId,
  messageIdFrom,
  type wire,
  wireError,
} from '@parley/protocol';
import type { SendResult, SendRun } from '../messages/messages.ts';
import type { Connection } from './connection.ts';
import { type Context, problem, write } from './context.ts';
import { encodeRefused, encodeSent } from './frames.ts';

/** Sends of one connection to one account. */
export interface Conversation {
  /** Number of the current run. */
  run: number;
  state: SendRun;
  /** Oldest first; answered from the front. */
  readonly waiting: Waiting[];
}

interface Waiting {
  readonly id: Uint8Array;
  result: SendResult | undefined;
}

/** Conversations a connection may have had refusals in; beyond, it starts anew. */
const MAX_CONVERSATIONS = 10_000;

export function onSend(context: Context, connection: Connection, send: wire.Send): void {
  let to: AccountId;
  let id: MessageId;
  try {
    to = accountIdFrom(send.to);
    id = messageIdFrom(send.id);
  } catch (error) {
    const detail = `The Send is not valid: ${error instanceof RangeError ? error.message : 'bad id'}.`;
    if (send.id.length === 0) return problem(context, connection, 'bad_send', detail);
    return write(context, connection, encodeRefused(send.id, wireError('bad_send', detail)));
  }
  const conversation = conversationWith(connection, to);
  const waiting: Waiting = { id: send.id, result: undefined };
  conversation.waiting.push(waiting);
  connection.pendingSends++;
  const settle = (result: SendResult): void => {
    waiting.result = result;
    answer(context, connection, to, conversation);
  };
  const refusal = refusalOf(context, connection, conversation, send, id);
  if (refusal) return settle(refusal);
  context.messages.send(connection.device!, send, conversation.state).then(settle, error => {
    context.log.error({ error }, 'a send failed');
    conversation.state.endedBy ??= id;
    settle({ kind: 'refused', error: wireError('internal') });
  });
}

function conversationWith(connection: Connection, to: AccountId): Conversation {
  connection.conversations ??= new Map();
  let conversation = connection.conversations.get(to);
  if (!conversation) {
    if (connection.conversations.size > MAX_CONVERSATIONS) connection.conversations.clear();
    conversation = { run: 0, state: {}, waiting: [] };
    connection.conversations.set(to, conversation);
  }
  return conversation;
}

/** What the gateway refuses by itself. Such a refusal ends the run like any other. */
function refusalOf(
  context: Context,
  connection: Connection,
  conversation: Conversation,
  send: wire.Send,
  id: MessageId,
): SendResult | undefined {
  const refuse = (code: ErrorCode): SendResult => {
    conversation.state.endedBy ??= id;
    return { kind: 'refused', error: wireError(code) };
  };
  if (send.run > conversation.run) {
    conversation.run = send.run;
    conversation.state = {};
  }
  if (send.run < conversation.run || conversation.state.endedBy) {
    const retryFrom = conversation.state.endedBy;
    return { kind: 'refused', error: wireError('retry_from'), ...(retryFrom ? { retryFrom } : {}) };
  }
  if (connection.leaving) return refuse('unavailable');
  if (connection.pendingSends > context.limits.maxPendingSends) return refuse('too_many_pending');
  return undefined;
}

function answer(context: Context, connection: Connection, to: AccountId, conversation: Conversation): void {
  const { waiting } = conversation;
  let done = 0;
  while (done < waiting.length && waiting[done]!.result) {
    const { id, result } = waiting[done++]!;
    connection.pendingSends--;
    if (result!.kind === 'sent') write(context, connection, encodeSent(id, result!.ts));
    else write(context, connection, encodeRefused(id, result!.error, result!));
  }
  waiting.splice(0, done);
  if (waiting.length === 0 && conversation.run === 0 && !conversation.state.endedBy)
    connection.conversations?.delete(to);
}
