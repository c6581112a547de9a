/** The same bytes in pieces of `size`, but for the last; a source that gives nothing gives one empty piece. */
export async function* pieces(source: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let piece = new Uint8Array(size);
  let filled = 0;
  let any = false;
  for await (const bytes of source) {
    for (let at = 0; at < bytes.length; ) {
      if (filled === size) {
        yield piece;
        any = true;
        piece = new Uint8Array(size);
        filled = 0;
      }
      const taken = Math.min(size - filled, bytes.length - at);
      piece.set(bytes.subarray(at, at + taken), filled);
      filled += taken;
      at += taken;
    }
  }
  if (filled > 0 || !any) yield piece.subarray(0, filled);
}
