import type { Client, Message } from '@parley/client';
import { UsageError } from '../exit.ts';
import { messageJson, parseDuration, withClient } from '../session.ts';
import { messageLine } from '../terminal.ts';

interface Options {
  profile: string;
  for?: string;
  count?: string;
  read?: boolean;
  json?: boolean;
}

export async function receiveCommand(options: Options): Promise<void> {
  const count = options.count === undefined ? Number.POSITIVE_INFINITY : Number(options.count);
  if (!(count >= 1)) throw new UsageError('--count must be a number from 1');
  const durationMs = options.for === undefined ? undefined : parseDuration(options.for);
  if (options.for !== undefined && durationMs === undefined) throw new UsageError('--for must be a duration, like 10s');
  await withClient(options.profile, async client => {
    client.connect();
    const signal = durationMs === undefined ? undefined : AbortSignal.timeout(durationMs);
    let received = 0;
    for await (const message of client.incoming(signal ? { signal } : {})) {
      process.stdout.write(
        `${options.json ? messageJson(message) : messageLine(message, await nameOf(client, message))}\n`,
      );
      if (options.read) await client.markRead(message.chat, message.id);
      if (++received >= count) break;
    }
  });
}

async function nameOf(client: Client, { author }: Message): Promise<string> {
  const chat = (await client.chats()).find(({ account }) => account === author);
  return chat?.name ?? chat?.phone ?? author.slice(0, 8);
}
