// A conversation in the terminal: what comes in appears above the line being typed.
import { createInterface, type Interface } from 'node:readline';
import type { AccountId, Client, Message, MessageId } from '@parley/client';
import { withClient } from '../session.ts';
import { dim, messageLine, red, safeText } from '../terminal.ts';

const HISTORY = 20;
const HELP = '/reply N TEXT answers the Nth message from below · /quit leaves · anything else is sent';

export async function chatCommand(to: string, { profile }: { profile: string }): Promise<void> {
  await withClient(profile, async client => {
    client.connect();
    const chat = await client.resolve(to);
    const lines = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
    const screen = createScreen(lines);
    const known = (await client.chats()).find(({ account }) => account === chat);
    let peerName = known?.name ?? to;
    for (const message of await client.messages(chat, { limit: HISTORY }))
      screen.print(messageLine(message, message.outgoing ? 'you' : peerName));
    await client.markRead(chat);

    client.on('message', message => {
      if (message.chat !== chat || message.outgoing) return;
      void client.chats().then(async chats => {
        peerName = chats.find(({ account }) => account === chat)?.name ?? peerName;
        screen.print(messageLine(message, peerName));
        await client.markRead(chat, message.id);
      });
    });
    client.on('status', message => message.chat === chat && message.outgoing && screen.print(ticks(message)));
    client.on('connection', ({ state }) => screen.print(dim(`· ${state.replace('_', ' ')}`)));
    client.on('notice', notice => screen.print(dim(`· ${notice.kind.replaceAll('_', ' ')}`)));
    screen.print(dim(`Chat with ${safeText(peerName)}. ${HELP}`));

    lines.prompt();
    for await (const line of lines) {
      if (line.trim() === '/quit') break;
      try {
        await say(client, chat, line.trim());
      } catch (error) {
        screen.print(red(error instanceof Error ? error.message : String(error)));
      }
      lines.prompt();
    }
    lines.close();
  });
}

async function say(client: Client, chat: AccountId, line: string): Promise<void> {
  if (line === '') return;
  const reply = /^\/reply\s+(\d+)\s+(.+)$/s.exec(line);
  if (line.startsWith('/') && !reply) throw new Error(HELP);
  if (!reply) return void (await client.sendText(chat, line));
  const recent = await client.messages(chat, { limit: Number(reply[1]) });
  const replyTo: MessageId | undefined = recent.at(-Number(reply[1]))?.id;
  if (!replyTo) throw new Error('There is no such message to reply to.');
  await client.sendText(chat, reply[2]!, { replyTo });
}

function ticks(message: Message): string {
  return dim(messageLine({ ...message, text: (message.text ?? '').slice(0, 40) }, 'you'));
}

function createScreen(lines: Interface) {
  return {
    /** Above the prompt, which is drawn again with what has been typed so far. */
    print(text: string): void {
      if (process.stdout.isTTY) process.stdout.write('\r\u001b[K');
      process.stdout.write(`${text}\n`);
      if (process.stdout.isTTY) lines.prompt(true);
    },
  };
}
