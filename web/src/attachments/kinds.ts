// What a file of a message is shown as. Its type is its sender's word: only what is in these lists is ever handed to the
// browser as what it says it is, everything else is bytes to be saved. SVG and HTML are not in them (U23).
import type { Attachment } from '@parley/client';

export type FileKind = 'image' | 'video' | 'voice' | 'audio' | 'document';

const IMAGES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'];
const VIDEOS = ['video/mp4', 'video/webm', 'video/quicktime', 'video/ogg'];
const SOUNDS = [
  'audio/webm',
  'audio/ogg',
  'audio/mp4',
  'audio/mpeg',
  'audio/aac',
  'audio/x-m4a',
  'audio/wav',
  'audio/x-wav',
  'audio/flac',
];

/** What no browser renders. */
export const PLAIN_BYTES = 'application/octet-stream';

/** Its sender may have chosen to send a picture as a document: one without measures is shown as a file. */
export function kindOf({ type, waveform, width, height, unreadable }: Attachment): FileKind {
  if (unreadable) return 'document';
  const measured = width !== undefined && height !== undefined;
  if (IMAGES.includes(type)) return measured ? 'image' : 'document';
  if (VIDEOS.includes(type)) return measured ? 'video' : 'document';
  if (!SOUNDS.includes(type)) return 'document';
  return waveform ? 'voice' : 'audio';
}

export function isVisual(attachment: Attachment): boolean {
  const kind = kindOf(attachment);
  return kind === 'image' || kind === 'video';
}

/** The type of the blob that it is opened as. */
export function blobType(attachment: Attachment): string {
  return kindOf(attachment) === 'document' ? PLAIN_BYTES : attachment.type;
}
