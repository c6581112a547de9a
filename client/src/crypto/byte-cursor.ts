import { type PublicKey, publicKeyBytes } from './curve.ts';
import { CryptoError } from './errors.ts';

// What the stored forms are made of: big-endian numbers and bytes. By hand, because it runs with every message.
type Cursor = { readonly bytes: Uint8Array; readonly view: DataView; offset: number };
export type Writer = Cursor;
export type Reader = Cursor;

export const reader = (bytes: Uint8Array): Reader => ({
  bytes,
  view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  offset: 0,
});

export const writer = (length: number): Writer => reader(new Uint8Array(length));

export function putBytes(to: Writer, bytes: Uint8Array): void {
  to.bytes.set(bytes, to.offset);
  to.offset += bytes.length;
}

export function putNumber(to: Writer, value: number): void {
  to.view.setUint32(to.offset, value);
  to.offset += 4;
}

export function putByte(to: Writer, value: number): void {
  to.bytes[to.offset++] = value;
}

function endsTooEarly(): never {
  throw new CryptoError('malformed', 'stored state ends too early');
}

export function takeBytes(from: Reader, length: number): Uint8Array {
  const end = from.offset + length;
  if (end > from.bytes.length) endsTooEarly();
  const bytes = from.bytes.slice(from.offset, end);
  from.offset = end;
  return bytes;
}

export function takeNumber(from: Reader): number {
  if (from.offset + 4 > from.bytes.length) endsTooEarly();
  const value = from.view.getUint32(from.offset);
  from.offset += 4;
  return value;
}

export function takeByte(from: Reader): number {
  return from.bytes[from.offset++] ?? endsTooEarly();
}

/** A key of ours or one that was checked before it was stored. */
export const takeKey = (from: Reader): PublicKey => takeBytes(from, publicKeyBytes) as PublicKey;

export function expectEnd(from: Reader): void {
  if (from.offset !== from.bytes.length) throw new CryptoError('malformed', 'stored state has bytes left over');
}
