// Contents are padded, so that their length tells little about what is in them: 0x80, then zeros.

const stepBytes = 160;
const mark = 0x80;

/** To the next multiple of 160 bytes, but never beyond `maxBytes`; throws RangeError when it is longer than that already. */
export function pad(content: Uint8Array, maxBytes: number): Uint8Array {
  const needed = content.length + 1;
  if (needed > maxBytes) throw new RangeError(`content of ${content.length} bytes does not fit into ${maxBytes}`);
  return padTo(content, Math.min(maxBytes, Math.ceil(needed / stepBytes) * stepBytes));
}

/** To so many bytes, which are more than there are. */
export function padTo(content: Uint8Array, length: number): Uint8Array {
  const padded = new Uint8Array(length);
  padded.set(content);
  padded[content.length] = mark;
  return padded;
}

/** Throws RangeError when there is no padding. */
export function unpad(padded: Uint8Array): Uint8Array {
  let end = padded.length - 1;
  while (end >= 0 && padded[end] === 0) end--;
  if (end < 0 || padded[end] !== mark) throw new RangeError('content is not padded');
  return padded.subarray(0, end);
}
