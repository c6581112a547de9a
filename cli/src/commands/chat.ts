// A conversation in the terminal: what comes in appears above the line being typed.
import { createInterface, type Interface } from 'node:readline';
import type { AccountId, ChatId, Client, Message } from '@parley/client';
import { resolveChat } from '../chat-target.ts';
import { nameOf, noticeText } from '../notices.ts';
import { withClient } from '../session.ts';
import { shownLine } from '../shown-line.ts';
import { dim, red, safeLine } from '../terminal.ts';
import { showPresence, tellPresence } from './chat-presence.ts';

const HISTORY = 20;
const PROMPT = '> ';
const LAST_WORDS_MS = 5_000;
const HELP = `/reply N TEXT answers the Nth message from below · /retry N tries a failed, refused or unreadable one again
/react N 👍 reacts to it (none: takes it back) · /edit N TEXT puts an own one otherwise · /delete N deletes it for everyone
/discard N forgets a failed or refused one · /quit leaves · // starts a text with a slash · anything else is sent`;

interface Chat {
  readonly client: Client;
  readonly id: ChatId;
  print(text: string): void;
}

export async function chatCommand(to: string, { profile }: { profile: string }): Promise<void> {
  await withClient(profile, async ({ client, stopped }) => {
    client.connect();
    const id = await resolveChat(client, to);
    const lines = createInterface({
      input: process.stdin,
      output: process.stdout,
      prompt: PROMPT,
      terminal: isTerminal(),
    });
    const chat: Chat = { client, id, print: text => print(lines, text) };
    stopped.addEventListener('abort', () => lines.close());
    await showHistory(chat);
    listen(chat);
    const away = isTerminal() ? showWhoIsThere(chat, lines) : () => {};
    chat.print(dim(`Chat with ${await nameOf(client, id)}. /help says what can be typed.`));
    lines.prompt();
    for await (const line of lines) {
      if (line.trim() === '/quit') break;
      await obey(chat, line).catch(error => chat.print(red(error instanceof Error ? error.message : String(error))));
      lines.prompt();
    }
    lines.close();
    away();
    if (stopped.aborted) throw stopped.reason;
    // What was typed last may be on its way still.
    await client.whenSent(AbortSignal.timeout(LAST_WORDS_MS)).catch(() => {
      process.stderr.write(
        'parley: the last messages are kept in the outbox and leave with the next send, receive or chat\n',
      );
    });
  });
}

function isTerminal(): boolean {
  return Boolean(process.stdin.isTTY && process.stdout.isTTY);
}

/** Above the prompt, which is drawn again with what has been typed so far. */
function print(lines: Interface, text: string): void {
  if (isTerminal()) process.stdout.write('\r\u001b[K');
  process.stdout.write(`${text}\n`);
  if (isTerminal()) lines.prompt(true);
}

async function showHistory(chat: Chat): Promise<void> {
  for (const message of await chat.client.messages(chat.id, { limit: HISTORY })) await show(chat, message);
  await chat.client.markRead(chat.id);
}

async function show({ client, print }: Chat, message: Message): Promise<void> {
  print(await shownLine(client, message));
}

function listen(chat: Chat): void {
  const { client, id } = chat;
  // One after the other, or a look-up could turn two messages round.
  let turn = Promise.resolve();
  const next = (step: () => Promise<void>): void => {
    turn = turn.then(step).catch(() => {}); // closed meanwhile
  };
  const showIncoming = (message: Message): void => {
    if (message.chat !== id || (message.outgoing && !message.notice)) return;
    next(async () => {
      await show(chat, message);
      await client.markRead(id, message.id);
    });
  };
  client.on('message', showIncoming);
  client.on('resent', showIncoming);
  client.on('status', message => {
    const { outgoing, edited, deletedBy, unread } = message;
    if (message.chat !== id || message.state === 'pending') return;
    if (!outgoing && (unread || !(edited || deletedBy))) return;
    next(() => show(chat, shortened(message)));
  });
  client.on('connection', ({ state }) => {
    if (state === 'online' || state === 'waiting')
      chat.print(dim(state === 'online' ? '· connected' : '· not connected; trying again'));
  });
  client.on('notice', notice => {
    next(async () => {
      const text = await noticeText(client, notice);
      if (text) chat.print(red(`· ${text}`));
    });
  });
}

/** Returns what says that nobody is here any more. */
function showWhoIsThere(chat: Chat, lines: Interface): () => void {
  showTyping(chat, lines);
  showPresence(chat);
  return tellPresence(chat, process.stdin);
}

/** In the prompt, where it leaves nothing behind when it is over. */
function showTyping({ client, id }: Chat, lines: Interface): void {
  const typing = new Map<AccountId, 'text' | 'voice'>();
  const draw = async (): Promise<void> => {
    const [last] = [...typing].reverse();
    const name = last && (await nameOf(client, last[0]));
    if (last && typing.get(last[0]) !== last[1]) return; // over meanwhile
    lines.setPrompt(
      last ? `${dim(`${name} is ${last[1] === 'voice' ? 'recording audio' : 'typing'}…`)} ${PROMPT}` : PROMPT,
    );
    lines.prompt(true);
  };
  client.on('typing', ({ chat, account, kind }) => {
    if (chat !== id) return;
    if (kind) typing.set(account, kind);
    else typing.delete(account);
    void draw().catch(() => {}); // closed meanwhile
  });
}

/** The text was on the screen already: enough of it to know which one it is. */
function shortened(message: Message): Message {
  const { quote: _, ...rest } = message;
  const characters = [...safeLine(message.text ?? '')];
  return { ...rest, text: characters.length > 40 ? `${characters.slice(0, 40).join('')}…` : characters.join('') };
}

const obeyed: readonly string[] = ['reply', 'retry', 'discard', 'react', 'edit', 'delete'];

async function obey({ client, id: chat, print }: Chat, line: string): Promise<void> {
  const [, command = '', , number, text = ''] = /^\/(\w*)(\s+(\d+)(?:\s+(.+))?)?$/s.exec(line.trim()) ?? [];
  if (line.trim() === '') return;
  if (line.startsWith('//') || !line.startsWith('/'))
    return void (await client.sendText(chat, line.replace(/^\/\//, '/')));
  if (!number || !obeyed.includes(command)) return print(dim(HELP));
  const recent = await client.messages(chat, { limit: Number(number) });
  if (recent.length < Number(number) || Number(number) === 0) throw new Error('There is no such message.');
  const { id } = recent[0]!;
  if (command === 'retry') return client.retry(id);
  if (command === 'discard') return client.discard(id);
  if (command === 'delete') return void (await client.deleteForEveryone(id));
  if (text === '') throw new Error(`There is something missing: /${command} N ${command === 'react' ? '👍' : 'TEXT'}`);
  if (command === 'react') return void (await client.react(id, text === 'none' ? null : text));
  if (command === 'edit') return void (await client.editText(id, text));
  await client.sendText(chat, text, { replyTo: id });
}
