// How messages look in a terminal. Text of others is data: control characters, escape sequences and direction overrides
// never reach it, and no line of a message looks like a line of this program.
import type { Attachment, Message, MessageState } from '@parley/client';

const isColoured = Boolean(process.stdout.isTTY) && !process.env.NO_COLOR;
const paint = (code: number) => (text: string) => (isColoured ? `\u001b[${code}m${text}\u001b[0m` : text);

export const dim = paint(2);
export const bold = paint(1);
export const blue = paint(34);
export const red = paint(31);

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';
const INDENT = '      ';
const DAY_MS = 86_400_000;

/** One's own line breaks stay, indented; what could move the cursor or turn the text around does not (F48). */
export function safeText(text: string): string {
  return text.split('\n').map(safeLine).join(`\n${INDENT}`);
}

/** For names and excerpts: one line whatever is in it. */
export function safeLine(text: string): string {
  let clean = '';
  for (const char of text) {
    const code = char.codePointAt(0)!;
    const isControl = (code < 0x20 && char !== '\t') || (code >= 0x7f && code <= 0x9f);
    const isBreak = code === 0x2028 || code === 0x2029;
    const isDirection = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
    clean += char === '\n' ? ' ' : isControl || isBreak || isDirection ? '\ufffd' : char;
  }
  return /[\u0590-\u08ff\ufb1d-\ufefc]/.test(clean) ? `${FIRST_STRONG_ISOLATE}${clean}${POP_ISOLATE}` : clean;
}

const marks: Readonly<Record<MessageState, string>> = {
  pending: '…',
  sent: '✓',
  delivered: '✓✓',
  read: '✓✓',
  failed: '✗',
  received: '',
  parked: '?',
  notice: '',
};

export function stateMark(state: MessageState): string {
  return state === 'read' ? blue(marks.read) : state === 'failed' ? red(marks.failed) : marks[state];
}

/** The time of day, with as much of the date as it needs: seen again tomorrow, it must not look like today. */
export function timeText(ts: number, now = Date.now()): string {
  const date = new Date(ts);
  const time = date.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const days = Math.round((startOfDay(now) - startOfDay(ts)) / DAY_MS);
  if (days === 0) return time;
  if (days === 1) return `yesterday ${time}`;
  if (days > 1 && days < 7) return `${date.toLocaleDateString('en', { weekday: 'short' })} ${time}`;
  const [month, day] = [date.getMonth() + 1, date.getDate()].map(part => String(part).padStart(2, '0'));
  return `${date.getFullYear()}-${month}-${day} ${time}`;
}

function startOfDay(ts: number): number {
  return new Date(ts).setHours(0, 0, 0, 0);
}

export function messageLine(message: Message, author: string, now = Date.now()): string {
  const { quote: quoted } = message;
  const quote = quoted ? dim(`${INDENT}┃ ${quoted.deleted ? '[deleted]' : safeLine(quoted.excerpt)}\n`) : '';
  const text = message.text === undefined ? dim(withoutText(message)) : safeText(message.text);
  const files = (message.attachments ?? []).map(file => `\n${INDENT}${attachmentLine(file)}`).join('');
  const hint = message.viewOnce ? viewOnceLine(message) : files ? dim(`\n${INDENT}parley get ${message.id}`) : '';
  const mark = dim(marksOf(message));
  const said = `${dim(timeText(message.ts, now))} ${bold(safeLine(author))}${mark}: ${text}${message.edited ? dim(' (edited)') : ''} ${message.deletedBy ? '' : stateMark(message.state)}`;
  const line = `${said.trimEnd()}${files}${hint}`;
  const page = message.preview ? dim(`\n${INDENT}↗ ${safeLine(message.preview.title)}`) : '';
  const failure =
    message.state === 'failed' ? `\n${INDENT}${red(safeLine(message.error?.message ?? 'It failed.'))}` : '';
  return `${quote}${line.trimEnd()}${page}${failure}${refusedLine(message)}${reactionsLine(message)}`;
}

function refusedLine({ refused }: Message): string {
  if (!refused) return '';
  const what = refused.act === 'edit' ? `Not edited (${safeLine(refused.text)})` : 'Not deleted for the others';
  return `\n${INDENT}${red(`${what}: ${safeLine(refused.error.message)}`)}`;
}

function marksOf({ forwarded, forwardedOften, starred, pinned }: Message): string {
  const passedOn = forwardedOften ? ' (forwarded many times)' : forwarded ? ' (forwarded)' : '';
  return `${passedOn}${starred ? ' ★' : ''}${pinned ? ' 📌' : ''}`;
}

function viewOnceLine({ viewOnce, outgoing }: Message): string {
  const file = viewOnce?.file ? `\n${INDENT}${attachmentLine(viewOnce.file)}` : '';
  if (viewOnce?.opened) return dim(`\n${INDENT}📎 could be opened once, and has been`);
  return `${file} ${dim(outgoing ? 'can be opened once' : 'can be opened once, in the app')}`;
}

function reactionsLine({ reactions = [] }: Message): string {
  const counts = new Map<string, number>();
  for (const { emoji } of reactions) counts.set(emoji, (counts.get(emoji) ?? 0) + 1);
  const parts = [...counts].map(([emoji, count]) => `${safeLine(emoji)}${count > 1 ? ` ${count}` : ''}`);
  return parts.length > 0 ? `\n${INDENT}${parts.join('  ')}` : '';
}

function withoutText(message: Message): string {
  return message.deletedBy ? `[${deletedText(message)}]` : unreadable(message);
}

export function deletedText({ deletedBy, author }: Message): string {
  return deletedBy === author ? 'This message was deleted' : 'This message was deleted by an admin';
}

function attachmentLine({ name, type, size, unreadable }: Attachment): string {
  return `📎 ${safeLine(name)} ${dim(`(${type}, ${sizeText(size)}${unreadable ? ', cannot be fetched' : ''})`)}`;
}

/** As in 1.4 MB. */
function sizeText(bytes: number): string {
  const unit = bytes < 1_000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return `${unit === 0 ? bytes : (bytes / 1_000 ** unit).toFixed(1)} ${['B', 'kB', 'MB', 'GB'][unit]}`;
}

function unreadable({ parkedReason }: Message): string {
  return `[could not be read${parkedReason ? `: ${safeLine(parkedReason)}` : ''}; it has been asked for again]`;
}
