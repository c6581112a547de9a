import { type CloseReason, closeTable, type MessageId } from '@parley/protocol';
import { abortable } from './abort.ts';
import type { Client, ClientEvents, ConnectionState, Message } from './client.ts';
import { ParleyError } from './errors.ts';
import type { Events } from './events.ts';
import { hasReached } from './history/history.ts';

type Look = (message: Message) => void;

/** See `Client.waitFor`. One listener for all that is waited for: programs wait for thousands at once. */
export function createWaitFor(find: Client['message'], events: Events<ClientEvents>): Client['waitFor'] {
  const looking = new Map<MessageId, Set<Look>>();
  events.on('status', message => {
    for (const look of looking.get(message.id) ?? []) look(message);
  });

  function lookOut(id: MessageId, look: Look): () => void {
    const looks = looking.get(id) ?? new Set();
    looking.set(id, looks.add(look));
    return () => {
      looks.delete(look);
      if (looks.size === 0) looking.delete(id);
    };
  }

  return async (id, state, signal) => {
    const { promise, resolve, reject } = Promise.withResolvers<Message>();
    const look: Look = message => {
      if (message.state === 'failed') reject(failureOf(message));
      else if (hasReached(message, state)) resolve(message);
    };
    // Looking out first, or a change between the look and the look-out would be missed.
    const stop = lookOut(id, look);
    try {
      const message = await find(id);
      if (!message?.outgoing) throw new ParleyError('unknown_message');
      look(message);
      return await abortable(promise, signal);
    } finally {
      stop();
    }
  };
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
  const why = closeTable[reason as CloseReason].reason;
  return new ParleyError('closed', { message: `The connection has stopped: ${why}.` });
}
