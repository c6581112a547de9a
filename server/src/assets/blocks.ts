import { TOO_MANY_BYTES } from './blob-store.ts';

/**
 * Larger pieces of the same bytes, at most `most` in all: sockets give small ones, and each write costs. What came before the
 * source failed is given first. Each is good until the next is asked for: they share their memory.
 * Throws `TOO_MANY_BYTES` when the source has more.
 */
export async function* blocks(
  source: AsyncIterable<Uint8Array>,
  { most, blockBytes }: { readonly most: number; readonly blockBytes: number },
): AsyncGenerator<Uint8Array> {
  const block = Buffer.allocUnsafe(Math.min(blockBytes, most));
  let filled = 0;
  let total = 0;
  let failure: { readonly error: unknown } | undefined;
  try {
    for await (const part of source) {
      total += part.length;
      if (total > most) throw new Error(TOO_MANY_BYTES);
      for (let at = 0; at < part.length; ) {
        const taken = Math.min(block.length - filled, part.length - at);
        block.set(part.subarray(at, at + taken), filled);
        filled += taken;
        at += taken;
        if (filled < block.length) continue;
        yield block;
        filled = 0;
      }
    }
  } catch (error) {
    failure = { error };
  }
  if (filled > 0) yield block.subarray(0, filled);
  if (failure) throw failure.error;
}
