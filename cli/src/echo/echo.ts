// What Echo does with what it is sent: says it back, reads it, and follows links into groups. There it answers who names it.
import { createHash } from 'node:crypto';
import type { Client, Mention, Message } from '@parley/client';
import { isGroupId, type MessageId } from '@parley/protocol';
import { createAnswerRate } from './answer-rate.ts';

export interface EchoOptions {
  readonly client: Client;
  readonly signal: AbortSignal;
  readonly now?: () => number;
  readonly onError: (error: unknown) => void;
}

/** Answers until the signal says so. A message that cannot be answered is told, and does not hold up the next. */
export async function echo({ client, signal, now = Date.now, onError }: EchoOptions): Promise<void> {
  const mayAnswer = createAnswerRate(now);
  for await (const message of client.incoming({ signal })) {
    try {
      await client.markRead(message.chat, message.id);
      if (isForEcho(client, message) && !(await isEchoOfOwn(client, message)) && mayAnswer(message.author)) {
        await answer(client, message, signal);
      }
    } catch (error) {
      if (!signal.aborted) onError(error);
    }
  }
}

function isForEcho({ account }: Client, { chat, mentions = [], text, state }: Message): boolean {
  if (state !== 'received' || text === undefined) return false;
  return !isGroupId(chat) || mentions.some(mention => mention.account === account);
}

/** Two of us would never end: an answer names what it answers and says the same. */
async function isEchoOfOwn(client: Client, { quote, text, forwarded }: Message): Promise<boolean> {
  if (quote?.author !== client.account) return false;
  return forwarded === true || (await client.message(quote.id))?.text === text;
}

async function answer(client: Client, message: Message, signal: AbortSignal): Promise<void> {
  const { id, chat, text = '', attachments = [], mentions = [] } = message;
  const options = { id: answerId(message), replyTo: id, signal };
  if (attachments.length > 0) {
    await client.forward(id, chat, options);
    return;
  }
  const secret = isGroupId(chat) ? undefined : /\/join#([\w-]{43})(?![\w-])/.exec(text)?.[1];
  const said = secret ? await join(client, secret, signal) : withoutMentions(text, mentions, client);
  if (said.trim() !== '') await client.sendText(chat, said, options);
}

/** The address in a link need not be the one by which we reach the server. */
async function join(client: Client, secret: string, signal: AbortSignal): Promise<string> {
  try {
    const { id, state } = await client.joinGroup(`${client.server}/join#${secret}`, signal);
    if (state === 'asked') return 'I have asked to be let in.';
    return `I am in ${(await client.group(id))?.name ?? 'the group'} now. Name me there with @, and I answer.`;
  } catch (error) {
    if (signal.aborted) throw error;
    return `I could not get in: ${(error as Error).message}`;
  }
}

function withoutMentions(text: string, mentions: readonly Mention[], { account }: Client): string {
  let rest = text;
  for (const { start, length } of mentions.filter(mention => mention.account === account).reverse()) {
    rest = rest.slice(0, start) + rest.slice(start + length);
  }
  return mentions.length > 0 ? rest.trim() : rest;
}

const TIME_DIGITS = 12;

/** The same for the same message: what is handed over once more after a crash is not answered twice. */
function answerId({ id, author }: Message): MessageId {
  const hash = createHash('sha256').update(`echo ${author} ${id}`).digest('hex');
  return `${id.slice(0, TIME_DIGITS)}7${hash.slice(0, 3)}8${hash.slice(3, 18)}` as MessageId;
}
