// How messages look in a terminal. Text of others is data: control characters, escape sequences and direction overrides
// never reach it.
import type { Message, MessageState } from '@parley/client';

const isColoured = Boolean(process.stdout.isTTY) && !process.env.NO_COLOR;
const paint = (code: number) => (text: string) => (isColoured ? `\u001b[${code}m${text}\u001b[0m` : text);

export const dim = paint(2);
export const bold = paint(1);
export const blue = paint(34);
export const red = paint(31);

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';

/** One's own line breaks stay; what could move the cursor or turn the text around does not (F48). */
export function safeText(text: string): string {
  let clean = '';
  for (const char of text) {
    const code = char.codePointAt(0)!;
    const isControl = (code < 0x20 && char !== '\n' && char !== '\t') || (code >= 0x7f && code <= 0x9f);
    const isDirection = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
    clean += isControl || isDirection ? '\ufffd' : char;
  }
  return /[\u0590-\u08ff\ufb1d-\ufefc]/.test(clean) ? `${FIRST_STRONG_ISOLATE}${clean}${POP_ISOLATE}` : clean;
}

const marks: Readonly<Record<MessageState, string>> = {
  pending: '…',
  sent: '✓',
  delivered: '✓✓',
  read: '✓✓',
  failed: '✗',
  received: ' ',
  parked: '?',
};

export function stateMark(state: MessageState): string {
  return state === 'read' ? blue(marks.read) : state === 'failed' ? red(marks.failed) : marks[state];
}

export function clockTime(ts: number): string {
  return new Date(ts).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
}

export function messageLine(message: Message, author: string): string {
  const quote = message.quote ? dim(`  ┃ ${safeText(message.quote.excerpt).split('\n')[0]}\n`) : '';
  const text = message.text === undefined ? dim(unreadable(message)) : safeText(message.text);
  return `${quote}${dim(clockTime(message.ts))} ${bold(safeText(author))}: ${text} ${message.outgoing ? stateMark(message.state) : ''}`.trimEnd();
}

function unreadable(message: Message): string {
  return `[could not be read${message.parkedReason ? `: ${message.parkedReason}` : ''}; it has been asked for again]`;
}
