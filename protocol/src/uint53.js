// protobufjs reads 64-bit fields as `Long` objects wherever that package is installed. Every 64-bit number of ours fits
// a double, so the generated codec reads them with this instead: no objects, and no setting of protobufjs changed for
// whoever shares it with us.

/**
 * Reads a varint of at most 2^53 - 1.
 * @param {import('protobufjs').Reader} reader
 * @returns {number}
 * @throws {RangeError} truncated, longer than ten bytes, or too large
 */
export function readUint53(reader) {
  const { buf, len } = reader;
  let value = 0;
  let scale = 1;
  for (let i = 0; i < 10; i++) {
    if (reader.pos >= len) throw new RangeError('index out of range');
    const byte = buf[reader.pos++];
    value += (byte & 127) * scale;
    if (byte < 128) {
      if (value > Number.MAX_SAFE_INTEGER) throw new RangeError('number above 2^53 - 1');
      return value;
    }
    scale *= 128;
  }
  throw new RangeError('invalid varint encoding');
}
