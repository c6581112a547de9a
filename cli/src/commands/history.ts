import type { Chat, Client, Message } from '@parley/client';
import { resolveChat } from '../chat-target.ts';
import { printJson, wholeNumber } from '../options.ts';
import { messageJson, withClient } from '../session.ts';
import { shownLine } from '../shown-line.ts';
import { bold, deletedText, dim, safeLine } from '../terminal.ts';

interface Options {
  profile: string;
  limit: string;
  ids?: boolean;
  json?: boolean;
}

export async function historyCommand(to: string | undefined, options: Options): Promise<void> {
  const limit = wholeNumber('--limit', options.limit);
  await withClient(options.profile, ({ client }) =>
    to === undefined ? printChats(client, limit, options) : printChat(client, to, limit, options),
  );
}

async function printChats(client: Client, limit: number, { json }: Options): Promise<void> {
  for (const chat of (await client.chats()).slice(0, limit)) {
    const { last, reaction } = chat;
    const plain = (message: Message) => JSON.parse(messageJson(message));
    if (json)
      printJson({
        ...chat,
        ...(last ? { last: plain(last) } : {}),
        ...(reaction ? { reaction: { ...reaction, message: plain(reaction.message) } } : {}),
      });
    else process.stdout.write(`${chatLine(chat)}\n`);
  }
}

function chatLine({ id, name, phone = '', username, unread, last }: Chat): string {
  const found = username ? `@${username}` : id;
  const title = name || phone ? `${bold(safeLine(name ?? phone))} ${dim(name ? phone : '')}` : bold(found);
  return [
    title.trim(),
    unread > 0 ? `(${unread} new)` : '',
    dim(
      safeLine(
        last?.deletedBy
          ? deletedText(last)
          : last?.text || (last?.attachments?.[0] ? `📎 ${last.attachments[0].name}` : ''),
      ),
    ),
  ]
    .filter(Boolean)
    .join('  ');
}

async function printChat(client: Client, to: string, limit: number, { json, ids }: Options): Promise<void> {
  for (const message of await client.messages(await resolveChat(client, to), { limit }))
    process.stdout.write(
      `${json ? messageJson(message) : `${ids ? `${dim(message.id)} ` : ''}${await shownLine(client, message)}`}\n`,
    );
}
