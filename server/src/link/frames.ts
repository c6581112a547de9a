// What goes over a link: frames of u32 length, u8 kind, u32 call number, and a value. Values are in the serialisation of
// structured clone: Maps, Sets, bytes and undefined arrive as they were, and what is named twice is sent once.
import { deserialize, serialize } from 'node:v8';

export type FrameKind = (typeof kinds)[number];

export interface LinkFrame {
  readonly kind: FrameKind;
  readonly call: number;
  readonly value: unknown;
}

/** Their places are on the wire. */
const kinds = ['hello', 'call', 'result', 'failure', 'ping', 'pong'] as const;
const LENGTH_BYTES = 4;
const HEAD_BYTES = 9;

export function encodeLinkFrame(kind: FrameKind, call: number, value?: unknown): Buffer[] {
  const body = serialize(value);
  const head = Buffer.allocUnsafe(HEAD_BYTES);
  head.writeUInt32BE(HEAD_BYTES - LENGTH_BYTES + body.length, 0);
  head.writeUInt8(kinds.indexOf(kind), LENGTH_BYTES);
  head.writeUInt32BE(call, LENGTH_BYTES + 1);
  return [head, body];
}

/**
 * Takes what comes from a socket, and returns the frames that are whole.
 * @throws {RangeError} it is no frame, or larger than `maxBytes`
 */
export function createFrameReader(maxBytes: number): (chunk: Buffer) => LinkFrame[] {
  let held: Buffer[] = [];
  let heldBytes = 0;
  let wanted = HEAD_BYTES;

  return chunk => {
    held.push(chunk);
    heldBytes += chunk.length;
    if (heldBytes < wanted) return [];
    const bytes = held.length === 1 ? chunk : Buffer.concat(held, heldBytes);
    const frames: LinkFrame[] = [];
    let at = 0;
    wanted = HEAD_BYTES;
    while (bytes.length - at >= HEAD_BYTES) {
      const end = at + LENGTH_BYTES + bytes.readUInt32BE(at);
      if (end - at > maxBytes || end - at < HEAD_BYTES) throw new RangeError(`a frame of ${end - at} bytes`);
      if (end > bytes.length) {
        wanted = end - at;
        break;
      }
      frames.push(decodeFrame(bytes.subarray(at, end)));
      at = end;
    }
    held = at === bytes.length ? [] : [bytes.subarray(at)];
    heldBytes = bytes.length - at;
    return frames;
  };
}

function decodeFrame(bytes: Buffer): LinkFrame {
  const kind = kinds[bytes[LENGTH_BYTES]!];
  if (!kind) throw new RangeError(`a frame of kind ${bytes[LENGTH_BYTES]}`);
  return { kind, call: bytes.readUInt32BE(LENGTH_BYTES + 1), value: deserialize(bytes.subarray(HEAD_BYTES)) };
}
