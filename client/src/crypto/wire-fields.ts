import { CryptoError } from './errors.ts';

/** A protobuf field as the wire carries it: a varint up to 32 bits, or bytes. */
export type Field = number | Uint8Array;

const malformed = (what: string): CryptoError => new CryptoError('malformed', what);

function readVarint(bytes: Uint8Array, offset: number): { value: number; next: number } {
  let value = 0;
  for (let i = 0; i < 10; i++) {
    const byte = bytes[offset + i];
    if (byte === undefined) throw malformed('message ends inside a number');
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return { value, next: offset + i + 1 };
  }
  throw malformed('number is too long');
}

function skip(wireType: number, bytes: Uint8Array, offset: number): number {
  const width = wireType === 1 ? 8 : wireType === 5 ? 4 : undefined;
  if (width === undefined || offset + width > bytes.length) throw malformed('unknown kind of field');
  return offset + width;
}

/**
 * Reads a protobuf message into its fields by number; the last of a repeated field wins and fields nobody asks for
 * are passed over, as protobuf demands. Byte fields are views of `bytes`.
 */
export function readFields(bytes: Uint8Array): Map<number, Field> {
  const fields = new Map<number, Field>();
  let offset = 0;
  while (offset < bytes.length) {
    const tag = readVarint(bytes, offset);
    const number = Math.floor(tag.value / 8);
    const wireType = tag.value % 8;
    if (wireType === 0 || wireType === 2) {
      const { value, next } = readVarint(bytes, tag.next);
      offset = wireType === 0 ? next : next + value;
      if (offset > bytes.length) throw malformed('message ends inside a field');
      fields.set(number, wireType === 0 ? value : bytes.subarray(next, offset));
    } else {
      offset = skip(wireType, bytes, tag.next);
    }
  }
  return fields;
}

export function optionalNumber(fields: ReadonlyMap<number, Field>, number: number): number | undefined {
  const value = fields.get(number);
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || value > 0xffffffff) throw malformed(`field ${number} is not a 32-bit number`);
  return value;
}

export function requiredNumber(fields: ReadonlyMap<number, Field>, number: number): number {
  const value = optionalNumber(fields, number);
  if (value === undefined) throw malformed(`field ${number} is missing`);
  return value;
}

export function requiredBytes(fields: ReadonlyMap<number, Field>, number: number): Uint8Array {
  const value = fields.get(number);
  if (!(value instanceof Uint8Array)) throw malformed(`field ${number} is missing`);
  return value;
}

export function fixedBytes(fields: ReadonlyMap<number, Field>, number: number, length: number): Uint8Array {
  const value = requiredBytes(fields, number);
  if (value.length !== length) throw malformed(`field ${number} is not ${length} bytes`);
  return value;
}

function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) length++;
  return length;
}

function writeVarint(out: Uint8Array, offset: number, value: number): number {
  let at = offset;
  let rest = value;
  while (rest >= 0x80) {
    out[at++] = (rest % 0x80) | 0x80;
    rest = Math.floor(rest / 0x80);
  }
  out[at++] = rest;
  return at;
}

/** Writes `[number, value]` pairs in their order, field numbers below 16; room for `before` and `after` bytes is left. */
export function writeFields(
  fields: readonly (readonly [number: number, value: Field])[],
  before = 0,
  after = 0,
): Uint8Array {
  let length = before + after;
  for (const [, value] of fields) {
    length += 1 + (typeof value === 'number' ? varintLength(value) : varintLength(value.length) + value.length);
  }
  const out = new Uint8Array(length);
  let offset = before;
  for (const [number, value] of fields) {
    out[offset++] = number * 8 + (typeof value === 'number' ? 0 : 2);
    offset = writeVarint(out, offset, typeof value === 'number' ? value : value.length);
    if (typeof value === 'number') continue;
    out.set(value, offset);
    offset += value.length;
  }
  return out;
}
