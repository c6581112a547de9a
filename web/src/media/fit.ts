export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The largest of that shape whose longer side is `most` pixels; never larger than it is, never less than a pixel. */
export function fit({ width, height }: Size, most: number): Size {
  const scale = Math.min(1, most / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
