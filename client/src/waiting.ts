import { type CloseReason, closeTable, type MessageId } from '@parley/protocol';
import { abortable } from './abort.ts';
import type { Client, ClientEvents, ConnectionState, Message } from './client.ts';
import { ParleyError } from './errors.ts';
import type { Events } from './events.ts';
import { hasReached } from './history/history.ts';

/** See `Client.waitFor`. */
export async function waitForState(
  id: MessageId,
  state: 'sent' | 'delivered' | 'read',
  find: Client['message'],
  events: Events<ClientEvents>,
  signal: AbortSignal | undefined,
): Promise<Message> {
  const { promise, resolve, reject } = Promise.withResolvers<Message>();
  const look = (message: Message) => {
    if (message.id !== id) return;
    if (message.state === 'failed') reject(failureOf(message));
    else if (hasReached(message, state)) resolve(message);
  };
  // Listening first, or a change between the look and the listening would be missed.
  const stop = events.on('status', look);
  try {
    const message = await find(id);
    if (!message?.outgoing) throw new ParleyError('unknown_message');
    look(message);
    return await abortable(promise, signal);
  } finally {
    stop();
  }
}

function failureOf({ error }: Message): ParleyError {
  return error ? new ParleyError(error.code, error) : new ParleyError('internal');
}

/** See `Client.whenOnline`. */
export async function waitForOnline(
  now: () => ConnectionState,
  events: Events<ClientEvents>,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const look = (state: ConnectionState) => {
    if (state.state === 'online') resolve();
    if (state.state === 'stopped') reject(stopError(state.reason));
  };
  const stop = events.on('connection', look);
  try {
    look(now());
    await abortable(promise, signal);
  } finally {
    stop();
  }
}

function stopError(reason = 'closed'): ParleyError {
  if (reason === 'unauthorized' || reason === 'unlinked') return new ParleyError('unauthorized');
  if (!Object.hasOwn(closeTable, reason)) return new ParleyError('closed', { message: 'The client is not connected.' });
  return new ParleyError('closed', {
    message: `The connection has stopped: ${closeTable[reason as CloseReason].reason}.`,
  });
}
