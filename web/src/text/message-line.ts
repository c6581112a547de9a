// A message in one line, for lists, quotes, notifications and what is read aloud: its text, and what its files are.
import type { Attachment, Message, ViewOnce } from '@parley/client';
import { isVisual, kindOf } from '../attachments/kinds.ts';
import { m } from '../i18n/messages.ts';
import { plainLine } from './plain.ts';
import { readableDuration } from './readable-duration.ts';

type Line = Pick<Message, 'text' | 'attachments' | 'viewOnce'> & Partial<Deleted>;
type Deleted = Pick<Message, 'author' | 'outgoing' | 'deletedBy'>;

export function messageLine(message: Line): string {
  const { text = '', attachments = [], viewOnce, deletedBy } = message;
  if (deletedBy) return deletedLine(message);
  if (viewOnce) return `① ${viewOnceLine(viewOnce)}`;
  const line = plainLine(text);
  if (attachments.length === 0) return line;
  return `${signOf(attachments)} ${line || filesLine(attachments)}`;
}

/** What is left of a message that was deleted for everyone. */
export function deletedLine({ author, outgoing, deletedBy }: Partial<Deleted>): string {
  if (deletedBy !== author) return m.message_deleted_admin();
  return outgoing ? m.message_deleted_own() : m.message_deleted();
}

/** What can be opened once, or that it has been. */
export function viewOnceLine({ file, opened }: ViewOnce): string {
  return opened || !file ? m.once_opened() : fileLine(file);
}

function signOf(attachments: readonly Attachment[]): string {
  const [first] = attachments;
  if (attachments.every(isVisual)) return first && kindOf(first) === 'video' ? '🎬' : '📷';
  return attachments.length === 1 && first && kindOf(first) === 'voice' ? '🎤' : '📎';
}

/** What they are called without a sign before it. */
export function filesLine(attachments: readonly Attachment[]): string {
  const [first] = attachments;
  if (first && attachments.length === 1) return fileLine(first);
  if (!attachments.every(isVisual)) return attachments.map(({ name }) => name).join(', ');
  const count = attachments.length;
  return attachments.some(file => kindOf(file) === 'video') ? m.files_visuals({ count }) : m.files_photos({ count });
}

function fileLine(file: Attachment): string {
  switch (kindOf(file)) {
    case 'image':
      return m.files_photo();
    case 'video':
      return timed(m.files_video(), file);
    case 'voice':
      return timed(m.files_voice(), file);
    default:
      return file.name;
  }
}

function timed(what: string, { durationMs }: Attachment): string {
  return durationMs === undefined ? what : m.files_timed({ what, time: readableDuration(durationMs) });
}
