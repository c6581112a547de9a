// An animated GIF is sent as it is, since a canvas would keep its first frame only. What it says besides its frames is left
// out (F45): comments and applications' data (XMP), but for the number of rounds.

export interface Gif {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly frames: number;
  readonly width: number;
  readonly height: number;
}

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;
const COMMENT = 0xfe;
const PLAIN_TEXT = 0x01;
const APPLICATION = 0xff;
const ROUNDS = ['NETSCAPE2.0', 'ANIMEXTS1.0'];

/** Undefined: this is no GIF, or it is cut off. */
export function cleanGif(bytes: Uint8Array<ArrayBuffer>): Gif | undefined {
  const header = latin(bytes, 0, 6);
  if (header !== 'GIF87a' && header !== 'GIF89a') return undefined;
  const kept: Uint8Array[] = [];
  let frames = 0;
  let at = 13 + colourTable(bytes[10]);
  kept.push(bytes.subarray(0, at));
  for (let kind = bytes[at]; kind !== TRAILER; kind = bytes[at]) {
    const start = at;
    if (kind === EXTENSION) {
      const label = bytes[at + 1];
      at = blocksEnd(bytes, at + 2);
      if (!isMetadata(label, bytes, start)) kept.push(bytes.subarray(start, at));
    } else if (kind === IMAGE) {
      at = blocksEnd(bytes, at + 11 + colourTable(bytes[at + 9]));
      kept.push(bytes.subarray(start, at));
      frames++;
    } else return undefined;
  }
  kept.push(Uint8Array.of(TRAILER));
  const whole = new DataView(bytes.buffer, bytes.byteOffset);
  const size = { width: whole.getUint16(6, true), height: whole.getUint16(8, true) };
  return { bytes: joined(kept), frames, ...size };
}

function isMetadata(label: number | undefined, bytes: Uint8Array, start: number): boolean {
  if (label === COMMENT || label === PLAIN_TEXT) return true;
  return label === APPLICATION && !ROUNDS.includes(latin(bytes, start + 3, start + 14));
}

/** Bytes of the table of colours that these flags speak of. */
function colourTable(flags = 0): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

/** After the block of length 0; NaN, and so no kind of block, when it is not there. */
function blocksEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  for (let length = bytes[at]; length !== 0; length = bytes[at]) {
    if (length === undefined) return Number.NaN;
    at += length + 1;
  }
  return at + 1;
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
