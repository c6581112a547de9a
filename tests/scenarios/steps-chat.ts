// Steps about what people do and see.
import type { Message, MessageId } from '@parley/client';
import { unexpected, whenError, whenMark, within } from './expecting.ts';
import type { Stage } from './stage.ts';
import type { Step } from './steps.ts';

export const chatSteps: readonly Step[] = [
  { says: '{name} sends {name}: {text}', play: (stage, [from, to, text]) => send(stage, from!, to!, text!) },
  {
    says: '{name} sends {name}, who has blocked {word}: {text}',
    play: async (stage, [from, to, _, text]) => {
      await send(stage, from!, to!, text!);
      stage.phone(from!).withheld.add(own(stage, from!, text!));
    },
  },
  {
    says: '{name} cannot send {name} anything: {code}',
    play: (stage, [from, to, code]) => refused(send(stage, from!, to!, 'anything'), code!),
  },
  {
    says: '{name} blocks {name}.',
    play: (stage, [name, peer]) => stage.phone(name!).client().block(stage.accountOf(peer!)),
  },
  {
    says: '{name} unblocks {name}.',
    play: (stage, [name, peer]) => stage.phone(name!).client().unblock(stage.accountOf(peer!)),
  },
  {
    says: '{name} sends {name} {n} messages.',
    play: async (stage, [from, to, n]) => {
      for (const text of numbers(n!)) await send(stage, from!, to!, text);
    },
  },
  {
    says: '{name} answers {name} on "{text}": {text}',
    play: async (stage, [from, to, quoted, text]) => {
      const shown = await messagesOf(stage, from!, to!);
      const question = shown.findLast(message => message.text === quoted);
      if (!question) throw unexpected(`"${quoted}" in the chat`, shown.map(({ text }) => `"${text}"`).join(', '));
      await send(stage, from!, to!, text!, question.id);
    },
  },
  {
    says: '{name} sends {name} the longest text.',
    play: (stage, [from, to]) => send(stage, from!, to!, longest(stage, from!)),
  },
  {
    says: '{name} cannot send {name} the longest text and a byte: {code}',
    play: (stage, [from, to, code]) => refused(send(stage, from!, to!, `${longest(stage, from!)}x`), code!),
  },
  {
    says: '{name} cannot write to {phone}: {code}',
    play: (stage, [name, phone, code]) => refused(stage.phone(name!).client().resolve(phone!), code!),
  },
  {
    says: '{name} tries again: {text}',
    play: (stage, [name, text]) =>
      stage
        .phone(name!)
        .client()
        .retry(own(stage, name!, text!)),
  },
  {
    says: '{name} cannot try again what was not refused: {text}',
    play: (stage, [name, text]) =>
      refused(
        stage
          .phone(name!)
          .client()
          .retry(own(stage, name!, text!)),
        'not_failed',
      ),
  },
  {
    says: '{name} gives up: {text}',
    play: (stage, [name, text]) =>
      stage
        .phone(name!)
        .client()
        .discard(own(stage, name!, text!)),
  },
  {
    says: '{name} reads the chat with {name}.',
    play: (stage, [name, peer]) => stage.phone(name!).client().markRead(stage.accountOf(peer!)),
  },
  {
    says: '{name} receives from {name}: {text}',
    play: (stage, [name, from, text]) => receive(stage, name!, from!, text!),
  },
  {
    says: '{name} receives from {name}, on "{text}": {text}',
    play: (stage, [name, from, quoted, text]) => receive(stage, name!, `${from} (on "${quoted}")`, text!),
  },
  {
    says: '{name} receives {n} messages from {name}.',
    play: async (stage, [name, n, from]) => {
      for (const text of numbers(n!)) await receive(stage, name!, from!, text);
    },
  },
  {
    says: '{name} receives the longest text from {name}.',
    play: (stage, [name, from]) => receive(stage, name!, from!, longest(stage, from!)),
  },
  {
    says: '{name} sees {mark} on: {text}',
    play: (stage, [name, mark, text]) => whenMark(stage.phone(name!).client(), own(stage, name!, text!), mark!),
  },
  {
    says: '{name} is told {code} about: {text}',
    play: (stage, [name, code, text]) => whenError(stage.phone(name!).client(), own(stage, name!, text!), code!),
  },
  {
    says: "{name}'s chat with {name} is:",
    play: async (stage, [name, peer], below) => {
      const lines = await chatOf(stage, name!, peer!);
      if (lines.join('\n') !== below.join('\n')) throw unexpected(inLines(below), inLines(lines));
    },
  },
];

const numbers = (n: string): string[] => Array.from({ length: Number(n) }, (_, i) => `message ${i + 1}`);
export const inLines = (lines: readonly string[]): string => lines.map(line => `\n  ${line}`).join('') || 'nothing';

async function send(stage: Stage, from: string, to: string, text: string, replyTo?: MessageId): Promise<void> {
  const phone = stage.phone(from);
  const options = replyTo ? { replyTo } : {};
  phone.written.set(text, (await phone.client().sendText(stage.accountOf(to), text, options)).id);
}

/** Exactly as long as allowed, in characters of 4 bytes. */
function longest(stage: Stage, name: string): string {
  const bytes = stage.phone(name).client().maxTextBytes;
  return '😀'.repeat(Math.floor(bytes / 4)) + 'x'.repeat(bytes % 4);
}

function own(stage: Stage, name: string, text: string): MessageId {
  const { written } = stage.phone(name);
  const id = written.get(text);
  if (!id) throw unexpected(`${name} has written "${text}"`, [...written.keys()].map(short).join(', ') || 'nothing');
  return id;
}

async function refused(attempt: Promise<unknown>, code: string): Promise<void> {
  const came = await attempt.then(
    () => 'it went through',
    error => error.code ?? String(error),
  );
  if (came !== code) throw unexpected(code, came);
}

async function receive(stage: Stage, name: string, from: string, text: string): Promise<void> {
  const wanted = told(from, text);
  const message = await within(stage.phone(name).nextArrival(), wanted, async () => 'nothing');
  const came = tell(stage, message);
  if (came !== wanted) throw unexpected(wanted, came);
}

/** As the person sees it, in order: `Bob (on "question"): answer`. */
async function chatOf(stage: Stage, name: string, peer: string): Promise<string[]> {
  return (await messagesOf(stage, name, peer)).map(message => tell(stage, message));
}

export function messagesOf(stage: Stage, name: string, peer: string): Promise<Message[]> {
  return stage.phone(name).client().messages(stage.accountOf(peer), { limit: 10_000 });
}

export function tell(stage: Stage, { author, text = '(cannot be read)', quote }: Message): string {
  const on = quote ? ` (on "${quote.excerpt}")` : '';
  return told(`${stage.nameOf(author)}${on}`, text);
}

const told = (who: string, text: string): string => `${who}: ${short(text)}`;

/** Long texts by their ends and length, so that an error stays readable. */
function short(text: string): string {
  return text.length <= 200 ? text : `${text.slice(0, 20)}…${text.slice(-20)} (${text.length})`;
}
