// Waiting for what a scenario says comes, and telling what came instead.
import type { Client, Message, MessageId, MessageState } from '@parley/client';

const waitMs = 10_000;

/** What a person sees beside a message of theirs. */
const marks: Readonly<Record<string, MessageState>> = {
  '🕓': 'pending',
  '✓': 'sent',
  '✓✓': 'delivered',
  'blue ✓✓': 'read',
  '!': 'failed',
};

export function unexpected(expected: string, came: string): Error {
  const error = new Error(`expected: ${expected}\ncame:     ${came}`);
  // Where in the scenario is said above; where in the code does not matter.
  error.stack = error.message;
  return error;
}

/** Rejects, with what has come instead, when it takes too long. */
export async function within<T>(promise: Promise<T>, expected: string, instead: () => Promise<string>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    instead().then(came => late.reject(unexpected(expected, `${came}, after ${waitMs / 1_000} s`)), late.reject);
  }, waitMs);
  try {
    return await Promise.race([promise, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

export function whenMark(client: Client, id: MessageId, mark: string): Promise<void> {
  const wanted = marks[mark]!;
  return whenMessage(client, id, mark, ({ state }) => state === wanted || (isPast(state, wanted) ? 'never' : false));
}

export function whenError(client: Client, id: MessageId, code: string): Promise<void> {
  return whenMessage(client, id, code, ({ error }) => error?.code === code);
}

/** Ticks never go back (D7): what is past will not come. */
function isPast(state: MessageState, wanted: MessageState): boolean {
  const rising: readonly MessageState[] = ['pending', 'sent', 'delivered', 'read'];
  return rising.indexOf(state) > rising.indexOf(wanted) && wanted !== 'failed';
}

async function whenMessage(
  client: Client,
  id: MessageId,
  expected: string,
  isSo: (message: Message) => boolean | 'never',
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const look = (message?: Message): void => {
    if (message?.id !== id) return;
    const so = isSo(message);
    if (so === 'never') reject(unexpected(expected, describe(message)));
    else if (so) resolve();
  };
  const stop = client.on('status', look);
  try {
    look(await client.message(id));
    await within(promise, expected, async () => describe(await client.message(id)));
  } finally {
    stop();
  }
}

function describe(message: Message | undefined): string {
  if (!message) return 'no such message';
  const mark = Object.keys(marks).find(key => marks[key] === message.state) ?? message.state;
  return message.error ? `${mark} (${message.error.code})` : mark;
}
