import type { Client, Message } from '@parley/client';
import { exitCodes } from '../exit.ts';
import { nameOf } from '../notices.ts';
import { milliseconds, wholeNumber } from '../options.ts';
import { messageJson, tellNotices, withClient } from '../session.ts';
import { messageLine } from '../terminal.ts';

interface Options {
  profile: string;
  for?: string;
  count?: string;
  read?: boolean;
  json?: boolean;
}

/** In a group, in which one. */
async function whoSays(client: Client, { author, chat }: Message): Promise<string> {
  const name = await nameOf(client, author);
  return chat === author ? name : `${name} in ${await nameOf(client, chat)}`;
}

const RECEIPTS_MS = 5_000;

export async function receiveCommand(options: Options): Promise<void> {
  const count = options.count === undefined ? undefined : wholeNumber('--count', options.count);
  const durationMs = options.for === undefined ? undefined : milliseconds('--for', options.for);
  await withClient(options.profile, async ({ client, stopped }) => {
    tellNotices(client);
    client.connect();
    const over = durationMs === undefined ? [] : [AbortSignal.timeout(durationMs)];
    let received = 0;
    for await (const message of client.incoming({ signal: AbortSignal.any([stopped, ...over]) })) {
      const line = options.json ? messageJson(message) : messageLine(message, await whoSays(client, message));
      process.stdout.write(`${line}\n`);
      if (options.read) await client.markRead(message.chat, message.id);
      if (++received === count) break;
    }
    if (stopped.aborted) throw stopped.reason;
    // Receipts that do not leave now leave with the next command.
    if (options.read)
      await client.whenSent(AbortSignal.any([stopped, AbortSignal.timeout(RECEIPTS_MS)])).catch(() => {});
    if (count !== undefined && received < count) {
      process.stderr.write(`parley: ${received} of ${count} messages came in ${options.for}\n`);
      process.exitCode = exitCodes.notNow;
    }
  });
}
