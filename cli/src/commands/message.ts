import type { Client, Message } from '@parley/client';
import { parseMessageId } from '@parley/protocol';
import { UsageError } from '../exit.ts';
import { leaves } from '../leaves.ts';
import { wholeNumber } from '../options.ts';
import { heedRefusal } from '../refusals.ts';
import { messageJson, withClient } from '../session.ts';
import { shownLine } from '../shown-line.ts';

interface Options {
  profile: string;
  json?: boolean;
}

export function reactCommand(id: string, emoji: string, options: Options): Promise<void> {
  const wanted = emoji === 'none' ? null : emoji;
  return act(id, options, (client, message) => client.react(message.id, wanted));
}

export function editCommand(id: string, words: string[], options: Options): Promise<void> {
  return act(id, options, (client, message) => client.editText(message.id, words.join(' ')));
}

export function pinCommand(id: string, options: Options & { remove?: boolean }): Promise<void> {
  return act(id, options, (client, message) => client.pin(message.id, !options.remove));
}

export function deleteCommand(id: string, options: Options & { everyone?: boolean }): Promise<void> {
  if (options.everyone) return act(id, options, (client, message) => client.deleteForEveryone(message.id));
  return withClient(options.profile, async ({ client }) => {
    const message = await found(client, id);
    await client.deleteMessages(message.chat, [message.id]);
  });
}

export function starCommand(
  id: string | undefined,
  options: Options & { remove?: boolean; limit: string },
): Promise<void> {
  const limit = wholeNumber('--limit', options.limit);
  return withClient(options.profile, async ({ client }) => {
    if (id === undefined) {
      for (const message of (await client.starred({ limit })).reverse()) await print(client, message, options);
      return;
    }
    const message = await found(client, id);
    await client.star(message.chat, [message.id], !options.remove);
  });
}

/** Resolves once the server has it, or says that it is kept. What it refuses for good is thrown. */
async function act(
  id: string,
  options: Options,
  run: (client: Client, message: Message) => Promise<Message>,
): Promise<void> {
  await withClient(options.profile, async ({ client, stopped }) => {
    const message = await found(client, id);
    const throwRefusal = heedRefusal(client, refusal => refusal.message === message.id);
    client.connect();
    const done = await run(client, message);
    await leaves(client, stopped);
    await throwRefusal();
    await print(client, (await client.message(done.id)) ?? done, options);
  });
}

async function found(client: Client, text: string): Promise<Message> {
  const id = parseMessageId(text);
  const message = id && (await client.message(id));
  if (!message) throw new UsageError('there is no such message: parley history --ids shows their ids');
  return message;
}

async function print(client: Client, message: Message, { json }: Options): Promise<void> {
  process.stdout.write(`${json ? messageJson(message) : await shownLine(client, message)}\n`);
}
