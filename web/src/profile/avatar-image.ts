// Makes a profile picture from pixels alone: nothing of the file that was chosen (place, camera, orientation) is left in it.

/** The SDK takes no more (docs/sdk.md). */
const MAX_BYTES = 12_000;
/** Pixels a side, the largest first. */
const SIDES = [256, 192, 144, 112] as const;
const QUALITIES = [0.86, 0.74, 0.6, 0.45] as const;

/** Which square of the picture is kept, as shares of its shorter side. */
export interface Crop {
  /** 1: the whole shorter side; 2: half of it. */
  readonly zoom: number;
  /** Middle of the square, 0 to 1 over the picture's width and height. */
  readonly x: number;
  readonly y: number;
}

export interface Square {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

/** The square in pixels, moved to lie within the picture. */
export function squareOf({ zoom, x, y }: Crop, width: number, height: number): Square {
  const side = Math.min(width, height) / Math.max(1, zoom);
  const within = (middle: number, size: number): number => Math.min(Math.max(middle * size - side / 2, 0), size - side);
  return { left: within(x, width), top: within(y, height), side };
}

/** Makes the picture smaller until it fits. `encode` gives its bytes at a size and quality. */
export async function fitting(encode: (side: number, quality: number) => Promise<Uint8Array>): Promise<Uint8Array> {
  for (const side of SIDES) {
    for (const quality of QUALITIES) {
      const bytes = await encode(side, quality);
      if (bytes.length <= MAX_BYTES) return bytes;
    }
  }
  throw new Error('no picture that small');
}

/** @throws when the picture cannot be drawn */
export async function encodeAvatar(picture: ImageBitmap, crop: Crop): Promise<Uint8Array> {
  const { left, top, side: from } = squareOf(crop, picture.width, picture.height);
  return fitting(async (side, quality) => {
    const canvas = new OffscreenCanvas(side, side);
    const context = canvas.getContext('2d')!;
    context.imageSmoothingQuality = 'high';
    // What is transparent would be black in a JPEG.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, side, side);
    context.drawImage(picture, left, top, from, from, 0, 0, side, side);
    let blob = await canvas.convertToBlob({ type: 'image/webp', quality });
    // A browser that cannot write WebP gives a PNG.
    if (blob.type !== 'image/webp') blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
    return new Uint8Array(await blob.arrayBuffer());
  });
}
