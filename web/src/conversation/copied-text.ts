// Several messages as plain text, each with its time and who wrote it (U25); one is its text alone.
import type { Message } from '@parley/client';
import { filesLine } from '../text/message-line.ts';

export function copiedText(messages: readonly Message[], nameOf: (message: Message) => string, locale: string): string {
  const written = messages.filter(message => message.text !== undefined);
  if (written.length === 1) return written[0]!.text!;
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short' });
  return written
    .map(
      message =>
        `[${time.format(message.ts)}] ${nameOf(message)}: ${message.text || filesLine(message.attachments ?? [])}`,
    )
    .join('\n');
}
