// The small picture that comes with a message, as an address that <img> takes until the real one is here.
import { pixelsOf } from './pixels.ts';

const signatures: readonly (readonly [type: string, at: number, bytes: string])[] = [
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/png', 0, '\x89PNG'],
  ['image/webp', 8, 'WEBP'],
];

/** Few bytes may claim many pixels. */
const MOST_PIXELS = 1_000_000;

/** Undefined: it is none of the three that it may be, or too large. */
export function thumbnailUrl(thumbnail: Uint8Array | undefined): string | undefined {
  if (!thumbnail) return undefined;
  const head = new DataView(thumbnail.buffer, thumbnail.byteOffset, thumbnail.byteLength);
  if ((pixelsOf(head) ?? Number.POSITIVE_INFINITY) > MOST_PIXELS) return undefined;
  const text = Array.from(thumbnail, byte => String.fromCharCode(byte)).join('');
  const type = signatures.find(([, at, bytes]) => text.startsWith(bytes, at))?.[0];
  return type && `data:${type};base64,${btoa(text)}`;
}
