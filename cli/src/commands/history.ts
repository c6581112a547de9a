import { UsageError } from '../exit.ts';
import { messageJson, withClient } from '../session.ts';
import { bold, dim, messageLine, safeText } from '../terminal.ts';

export async function historyCommand(
  to: string | undefined,
  options: { profile: string; limit: string; json?: boolean },
): Promise<void> {
  const limit = Number(options.limit);
  if (!Number.isInteger(limit) || limit < 1) throw new UsageError('--limit must be a whole number from 1');
  await withClient(options.profile, async client => {
    const chats = await client.chats();
    if (to === undefined) {
      for (const { last, ...chat } of chats) {
        if (options.json)
          process.stdout.write(`${JSON.stringify({ ...chat, last: last && JSON.parse(messageJson(last)) })}\n`);
        else
          process.stdout.write(
            `${bold(safeText(chat.name ?? chat.phone ?? chat.account))} ${dim(chat.phone ?? '')} ${chat.unread > 0 ? `(${chat.unread} new)` : ''} ${safeText(last?.text ?? '').split('\n')[0]}\n`,
          );
      }
      return;
    }
    const account = await client.resolve(to);
    const name = chats.find(chat => chat.account === account)?.name ?? to;
    for (const message of await client.messages(account, { limit })) {
      process.stdout.write(
        `${options.json ? messageJson(message) : messageLine(message, message.outgoing ? 'you' : name)}\n`,
      );
    }
  });
}
