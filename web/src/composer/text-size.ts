// The limit of a message counts bytes of UTF-8 (F17). Told while writing, so that nothing is refused after it was sent.

const utf8 = new TextEncoder();
/** Below this share of the limit nothing is said. */
const NEAR = 0.9;

export interface TextSize {
  readonly bytes: number;
  readonly maxBytes: number;
  readonly over: boolean;
}

/** Undefined while the text is far from the limit, which costs nothing to find out for a short one. */
export function sizeNearLimit(text: string, maxBytes: number): TextSize | undefined {
  if (text.length * 3 < maxBytes * NEAR) return undefined;
  const bytes = utf8.encode(text).length;
  return bytes < maxBytes * NEAR ? undefined : { bytes, maxBytes, over: bytes > maxBytes };
}
