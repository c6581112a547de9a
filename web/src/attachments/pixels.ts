// How many pixels a picture has, from its first bytes, before any of them are made: a small file may say that it is as large
// as a stadium, and drawing it would take the tab's memory.

type Size = readonly [width: number, height: number];

/** Headers before the size are rarely longer. */
const HEAD_BYTES = 1_000_000;
/** 256 MB once drawn. */
export const MOST_PIXELS = 64_000_000;

/** Undefined: it is no picture of a kind that is shown here, or does not say. */
export function pixelsOf(head: DataView): number | undefined {
  const size = sizeOf(head);
  return size && size[0] * size[1];
}

/** It is a picture of a kind that is shown here, and not too large to be drawn. */
export async function isDrawable(blob: Blob): Promise<boolean> {
  const head = new DataView(await blob.slice(0, HEAD_BYTES).arrayBuffer());
  return (pixelsOf(head) ?? Number.POSITIVE_INFINITY) <= MOST_PIXELS;
}

function sizeOf(head: DataView): Size | undefined {
  try {
    const start = text(head, 0, 4);
    if (start === '\x89PNG') return [head.getUint32(16), head.getUint32(20)];
    if (start === 'GIF8') return [head.getUint16(6, true), head.getUint16(8, true)];
    if (head.getUint16(0) === 0xffd8) return jpegSize(head);
    if (start === 'RIFF' && text(head, 8, 4) === 'WEBP') return webpSize(head);
    return text(head, 4, 8) === 'ftypavif' ? avifSize(head) : undefined;
  } catch (error) {
    // It ends before it has said.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function text(head: DataView, at: number, length: number): string {
  return String.fromCharCode(...new Uint8Array(head.buffer, head.byteOffset + at, length));
}

/** From segment to segment until the one that begins a frame. */
function jpegSize(head: DataView): Size | undefined {
  for (let at = 2; ; at += 2 + head.getUint16(at + 2)) {
    while (head.getUint8(at) === 0xff && head.getUint8(at + 1) === 0xff) at++;
    const marker = head.getUint16(at);
    if (marker < 0xffc0 || marker === 0xffda) return undefined;
    const isFrame = marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) return [head.getUint16(at + 7), head.getUint16(at + 5)];
  }
}

function webpSize(head: DataView): Size | undefined {
  const uint24 = (at: number): number => head.getUint16(at, true) + 0x1_0000 * head.getUint8(at + 2);
  switch (text(head, 12, 4)) {
    case 'VP8X':
      return [uint24(24) + 1, uint24(27) + 1];
    case 'VP8L': {
      const bits = head.getUint32(21, true);
      return [(bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1];
    }
    case 'VP8 ':
      return [head.getUint16(26, true) & 0x3fff, head.getUint16(28, true) & 0x3fff];
    default:
      return undefined;
  }
}

/** The largest of the sizes that its boxes name. */
function avifSize(head: DataView): Size | undefined {
  const bytes = new Uint8Array(head.buffer, head.byteOffset, head.byteLength);
  let largest: Size | undefined;
  for (let at = bytes.indexOf(0x69); at >= 0 && at + 16 <= bytes.length; at = bytes.indexOf(0x69, at + 1)) {
    if (text(head, at, 4) !== 'ispe') continue;
    const size: Size = [head.getUint32(at + 8), head.getUint32(at + 12)];
    if (!largest || size[0] * size[1] > largest[0] * largest[1]) largest = size;
  }
  return largest;
}
