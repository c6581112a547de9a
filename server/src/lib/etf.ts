// The External Term Format of Erlang, as far as plain data goes: https://www.erlang.org/doc/apps/erts/erl_ext_dist.html
// Golden vectors that Erlang reads too: mailbox/vectors/etf.

/** Strings are atoms, arrays are tuples; `true` and `false` are booleans. Numbers are safe integers or floats. */
export type Term = number | boolean | string | Uint8Array | readonly Term[] | List;

export interface List {
  readonly list: readonly Term[];
}

export const list = (terms: readonly Term[]): List => ({ list: terms });

const VERSION = 131;
const Tag = {
  float: 70,
  smallInteger: 97,
  integer: 98,
  oldAtom: 100,
  smallTuple: 104,
  largeTuple: 105,
  nil: 106,
  string: 107,
  list: 108,
  binary: 109,
  smallBig: 110,
  atom: 118,
  smallAtom: 119,
} as const;

const MAX_DEPTH = 64;
const FIRST_BYTES = 1_024;

/** @throws {TypeError} what is none of these, a number that is not safe */
export function encodeTerm(term: Term): Buffer {
  const writer: Writer = { bytes: Buffer.allocUnsafe(FIRST_BYTES), at: 0 };
  put(writer, VERSION);
  write(writer, term);
  return writer.bytes.subarray(0, writer.at);
}

/** A term without its head, to be an item of `encodeItems`. */
export function encodeItem(term: Term): Buffer {
  return encodeTerm(term).subarray(1);
}

/** The list of these. */
export function encodeItems(items: readonly Buffer[]): Buffer[] {
  const head = Buffer.from([VERSION, Tag.list, 0, 0, 0, 0]);
  head.writeUInt32BE(items.length, 2);
  return [head, ...items, Buffer.from([Tag.nil])];
}

interface Writer {
  bytes: Buffer;
  at: number;
}

/** The place of so many new bytes. */
function grow(writer: Writer, count: number): number {
  const at = writer.at;
  writer.at += count;
  if (writer.at > writer.bytes.length) {
    const larger = Buffer.allocUnsafe(Math.max(2 * writer.bytes.length, writer.at));
    writer.bytes.copy(larger, 0, 0, at);
    writer.bytes = larger;
  }
  return at;
}

function put(writer: Writer, byte: number): void {
  const at = grow(writer, 1);
  writer.bytes[at] = byte;
}

function putLength(writer: Writer, tag: number, length: number): void {
  const at = grow(writer, 5);
  writer.bytes[at] = tag;
  writer.bytes.writeUInt32BE(length, at + 1);
}

function write(writer: Writer, term: Term): void {
  if (typeof term === 'number') writeNumber(writer, term);
  else if (typeof term === 'string' || typeof term === 'boolean') writeAtom(writer, String(term));
  else if (term instanceof Uint8Array) writeBinary(writer, term);
  else if (Array.isArray(term)) writeTuple(writer, term);
  else if (typeof term === 'object' && 'list' in term) writeList(writer, term.list);
  else throw new TypeError('this is no term');
}

function writeNumber(writer: Writer, value: number): void {
  if (!Number.isInteger(value)) {
    const at = grow(writer, 9);
    writer.bytes[at] = Tag.float;
    if (!Number.isFinite(value)) throw new TypeError(`${value} is no term`);
    writer.bytes.writeDoubleBE(value, at + 1);
  } else if (value >= 0 && value < 256) {
    const at = grow(writer, 2);
    writer.bytes[at] = Tag.smallInteger;
    writer.bytes[at + 1] = value;
  } else if (value >= -(2 ** 31) && value < 2 ** 31) {
    const at = grow(writer, 5);
    writer.bytes[at] = Tag.integer;
    writer.bytes.writeInt32BE(value, at + 1);
  } else {
    writeBig(writer, value);
  }
}

function writeBig(writer: Writer, value: number): void {
  if (!Number.isSafeInteger(value)) throw new TypeError(`${value} is not a safe integer`);
  const at = grow(writer, 3);
  writer.bytes[at] = Tag.smallBig;
  let count = 0;
  for (let rest = Math.abs(value); rest > 0; rest = Math.floor(rest / 256), count++) put(writer, rest % 256);
  writer.bytes[at + 1] = count;
  writer.bytes[at + 2] = value < 0 ? 1 : 0;
}

function writeAtom(writer: Writer, name: string): void {
  const length = Buffer.byteLength(name);
  if (length > 255) throw new TypeError('an atom has at most 255 bytes');
  const at = grow(writer, 2 + length);
  writer.bytes[at] = Tag.smallAtom;
  writer.bytes[at + 1] = length;
  writer.bytes.write(name, at + 2);
}

function writeBinary(writer: Writer, value: Uint8Array): void {
  putLength(writer, Tag.binary, value.length);
  const at = grow(writer, value.length);
  writer.bytes.set(value, at);
}

function writeTuple(writer: Writer, terms: readonly Term[]): void {
  if (terms.length < 256) {
    put(writer, Tag.smallTuple);
    put(writer, terms.length);
  } else {
    putLength(writer, Tag.largeTuple, terms.length);
  }
  for (const term of terms) write(writer, term);
}

function writeList(writer: Writer, terms: readonly Term[]): void {
  if (terms.length > 0) {
    putLength(writer, Tag.list, terms.length);
    for (const term of terms) write(writer, term);
  }
  put(writer, Tag.nil);
}

/**
 * Binaries are parts of `bytes`, not copies.
 * @throws {RangeError} anything that is not a whole term of these kinds
 */
export function decodeTerm(bytes: Buffer): Term {
  const reader: Reader = { bytes, at: 0 };
  if (byte(reader) !== VERSION) throw new RangeError('this is no term');
  const term = read(reader, 0);
  if (reader.at !== bytes.length) throw new RangeError('there is more behind the term');
  return term;
}

interface Reader {
  readonly bytes: Buffer;
  at: number;
}

function take(reader: Reader, count: number): number {
  const at = reader.at;
  if (at + count > reader.bytes.length) throw new RangeError('the term is cut short');
  reader.at += count;
  return at;
}

const byte = (reader: Reader): number => reader.bytes[take(reader, 1)]!;
const uint32 = (reader: Reader): number => reader.bytes.readUInt32BE(take(reader, 4));

function part(reader: Reader, length: number): Buffer {
  const at = take(reader, length);
  return reader.bytes.subarray(at, at + length);
}

function read(reader: Reader, depth: number): Term {
  if (depth > MAX_DEPTH) throw new RangeError('the term is too deep');
  const tag = byte(reader);
  switch (tag) {
    case Tag.smallInteger:
      return byte(reader);
    case Tag.integer:
      return reader.bytes.readInt32BE(take(reader, 4));
    case Tag.smallBig:
      return readBig(reader);
    case Tag.float:
      return reader.bytes.readDoubleBE(take(reader, 8));
    case Tag.smallAtom:
      return atomOf(part(reader, byte(reader)));
    case Tag.oldAtom:
    case Tag.atom:
      return atomOf(part(reader, reader.bytes.readUInt16BE(take(reader, 2))));
    case Tag.binary:
      return part(reader, uint32(reader));
    case Tag.smallTuple:
      return readMany(reader, byte(reader), depth);
    case Tag.largeTuple:
      return readMany(reader, uint32(reader), depth);
    case Tag.nil:
      return { list: [] };
    case Tag.string:
      return { list: [...part(reader, reader.bytes.readUInt16BE(take(reader, 2)))] };
    case Tag.list:
      return readList(reader, depth);
    default:
      throw new RangeError(`tag ${tag} is not read here`);
  }
}

function readMany(reader: Reader, count: number, depth: number): Term[] {
  if (count > reader.bytes.length - reader.at) throw new RangeError('the term is cut short');
  const terms: Term[] = [];
  for (let i = 0; i < count; i++) terms.push(read(reader, depth + 1));
  return terms;
}

function readList(reader: Reader, depth: number): List {
  const terms = readMany(reader, uint32(reader), depth);
  if (byte(reader) !== Tag.nil) throw new RangeError('a list has an improper end');
  return { list: terms };
}

function readBig(reader: Reader): number {
  const count = byte(reader);
  const sign = byte(reader);
  const at = take(reader, count);
  let value = 0;
  for (let i = count - 1; i >= 0; i--) value = value * 256 + reader.bytes[at + i]!;
  if (!Number.isSafeInteger(value) || sign > 1) throw new RangeError('an integer is too large');
  return sign === 1 ? -value : value;
}

function atomOf(bytes: Buffer): string | boolean {
  const name = bytes.toString('utf8');
  return name === 'true' || (name === 'false' ? false : name);
}
