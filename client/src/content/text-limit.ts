import { ParleyError } from '../errors.ts';

/**
 * What a content needs besides the text: padding, both list states, the profile name, a quote with its excerpt, the copy's
 * recipient; 560 bytes at most, and room for what newer versions add. Fixed, so that the limit does not depend on them.
 */
const reservedBytes = 1024;
/** Of a quoted text: enough to recognise it. */
const maxExcerptBytes = 240;

const utf8 = new TextEncoder();

/** Bytes of UTF-8 a text may have. */
export function maxTextBytes(maxContentBytes: number): number {
  return maxContentBytes - reservedBytes;
}

/** Throws `content_too_large` with the limit in its message (F17). `othersBytes`: what attachments take of the same room. */
export function checkText(text: string, maxContentBytes: number, othersBytes = 0): void {
  const limit = Math.max(0, maxTextBytes(maxContentBytes) - othersBytes);
  const bytes = utf8.encode(text).length;
  if (bytes <= limit) return;
  const message = `The message has ${bytes} bytes; at most ${limit} can be sent. Shorten it by ${bytes - limit} bytes.`;
  throw new ParleyError('content_too_large', { message });
}

/** The beginning of a text, cut between characters. */
export function excerptOf(text: string): string {
  let bytes = 0;
  let excerpt = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    bytes += utf8.encode(segment).length;
    if (bytes > maxExcerptBytes) return `${excerpt}…`;
    excerpt += segment;
  }
  return excerpt;
}
