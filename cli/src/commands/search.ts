import type { ChatId, Client, Message, SearchRow } from '@parley/client';
import { resolveChat } from '../chat-target.ts';
import { nameOf } from '../notices.ts';
import { wholeNumber } from '../options.ts';
import { messageJson, withClient } from '../session.ts';
import { shownLine } from '../shown-line.ts';
import { dim } from '../terminal.ts';

interface Options {
  profile: string;
  chat?: string;
  limit: string;
  json?: boolean;
}

const PAGE = 1_000;

export async function searchCommand(words: string[], options: Options): Promise<void> {
  const limit = wholeNumber('--limit', options.limit);
  await withClient(options.profile, async ({ client }) => {
    const chat = options.chat === undefined ? undefined : await resolveChat(client, options.chat);
    for (const message of await found(client, words.map(folded), chat, limit)) {
      const line = async () =>
        `${dim(`${message.id} ${await nameOf(client, message.chat)}`)} ${await shownLine(client, message)}`;
      process.stdout.write(`${options.json ? messageJson(message) : await line()}\n`);
    }
  });
}

/** The newest, those that say all of it, oldest first. */
async function found(
  client: Client,
  words: readonly string[],
  chat: ChatId | undefined,
  limit: number,
): Promise<Message[]> {
  const hits: SearchRow[] = [];
  for (let afterKey: string | undefined, more = true; more; ) {
    const { rows, next } = await client.searchRows({ limit: PAGE, ...(afterKey === undefined ? {} : { afterKey }) });
    hits.push(
      ...rows.filter(row => (!chat || row.chat === chat) && words.every(word => folded(row.text).includes(word))),
    );
    [afterKey, more] = [next, next !== undefined];
  }
  const newest = hits.sort((a, b) => a.ts - b.ts).slice(-limit);
  const messages = await Promise.all(newest.map(({ id }) => client.message(id)));
  // What vanished meanwhile is on its way out.
  return messages.filter(
    message => message !== undefined && (message.expiresAt ?? Number.POSITIVE_INFINITY) > Date.now(),
  ) as Message[];
}

/** Without case and accents. */
function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
