// An attachment as it is kept, as it is shown and as it travels in a message.
import { fromHex, toHex, wire } from '@parley/protocol';
import type { Attachment } from '../client.ts';
import { ParleyError } from '../errors.ts';
import { safeFileName } from './file-name.ts';

/** With what is needed to read it. Of one that cannot be read, `asset` is empty. */
export interface StoredAttachment extends Attachment {
  readonly asset: string;
  readonly key: Uint8Array;
  /** Of the ciphertext. */
  readonly sha256: Uint8Array;
}

const KEY_BYTES = 32;
export const MAX_ATTACHMENTS = 10;
const MAX_THUMBNAIL_BYTES = 4_096;
const MAX_WAVEFORM_BYTES = 256;
const MAX_TYPE = 100;
const MIME = /^[\w.+-]+\/[\w.+-]+$/;
export const UNKNOWN_TYPE = 'application/octet-stream';

/** What somebody sends along with a file; throws `bad_attachment` for what would not fit into a message. */
export function checkedDetails({ type, ...file }: Omit<Attachment, 'size'>): Omit<Attachment, 'size'> {
  const { thumbnail, waveform } = file;
  const problem =
    thumbnail && thumbnail.length > MAX_THUMBNAIL_BYTES
      ? `A thumbnail has at most ${MAX_THUMBNAIL_BYTES} bytes.`
      : waveform && waveform.length > MAX_WAVEFORM_BYTES
        ? `A waveform has at most ${MAX_WAVEFORM_BYTES} bytes.`
        : undefined;
  if (problem) throw new ParleyError('bad_attachment', { message: problem });
  return { ...details(file), name: safeFileName(file.name), type: mimeType(type) };
}

export function shownAttachment({ asset, key: _, sha256: __, ...shown }: StoredAttachment): Attachment {
  return asset === '' ? { ...shown, unreadable: true } : shown;
}

export function wireAttachment(attachment: StoredAttachment): wire.Attachment.$Properties {
  const { asset, key, sha256, size, name, type } = attachment;
  return { asset: fromHex(asset), key, sha256, size, name, type, ...details(attachment) };
}

/** What they take of a message's content. */
export function attachmentBytes(attachments: readonly StoredAttachment[]): number {
  return wire.Text.encode({ attachments: attachments.map(wireAttachment) }).finish().length;
}

/** What came in is somebody else's: bounded, and never a reason to lose the message. */
export function attachmentsFrom(list: readonly wire.Attachment.$Properties[]): StoredAttachment[] {
  return list.slice(0, MAX_ATTACHMENTS).map(each => {
    const { asset, key, sha256, size = 0 } = each;
    const readable =
      asset?.length === 16 && key?.length === KEY_BYTES && sha256?.length === 32 && Number.isSafeInteger(size);
    return {
      asset: readable ? toHex(asset) : '',
      key: new Uint8Array(key ?? []), // a copy: what was decoded is a view of the whole message
      sha256: new Uint8Array(sha256 ?? []),
      size: size ?? 0,
      name: safeFileName(each.name ?? ''),
      type: mimeType(each.type ?? ''),
      ...details(each),
    };
  });
}

/** Of what can be opened once nothing is shown before. */
export function shownOnce<A extends { readonly thumbnail?: Uint8Array }>({ thumbnail: _, ...file }: A) {
  return file;
}

type Details = Pick<Attachment, 'thumbnail' | 'width' | 'height' | 'durationMs' | 'waveform'>;
type Loose = { readonly [K in keyof Details]?: Details[K] | null | undefined };

/** Those that are there and within bounds. */
function details({ thumbnail, width, height, durationMs, waveform }: Loose): Details {
  return {
    ...(thumbnail?.length && thumbnail.length <= MAX_THUMBNAIL_BYTES ? { thumbnail: new Uint8Array(thumbnail) } : {}),
    ...(width && height ? { width, height } : {}),
    ...(durationMs ? { durationMs } : {}),
    ...(waveform?.length && waveform.length <= MAX_WAVEFORM_BYTES ? { waveform: new Uint8Array(waveform) } : {}),
  };
}

function mimeType(type: string): string {
  return type.length <= MAX_TYPE && MIME.test(type) ? type.toLowerCase() : UNKNOWN_TYPE;
}
