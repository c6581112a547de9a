// Makes what is sent of a picture from its pixels alone: upright (F43), without place, camera and time (F45), and no larger
// than a screen shows. Runs in the picture worker.
import { fit, type Size } from './fit.ts';
import { cleanGif } from './gif.ts';

export interface Picture extends Size {
  readonly blob: Blob;
  readonly thumbnail?: Uint8Array;
}

/** Pixels of the longer side. */
export const MOST_PIXELS = 2_048;
/** Above this nobody sees a difference in a photo, and the bytes double. */
const QUALITY = 0.85;
/** An animation that is larger is sent as its first frame. */
const MOST_GIF_BYTES = 16 * 1024 * 1024;
const MOST_THUMBNAIL_BYTES = 4_096;
/** It is shown blurred until the picture is there: the largest that fits. */
const THUMBNAIL_SIDES = [96, 64, 48, 32] as const;
const THUMBNAIL_QUALITIES = [0.7, 0.5, 0.3] as const;
const MAY_BE_TRANSPARENT = ['image/png', 'image/webp', 'image/gif', 'image/avif'];

/** @throws when this browser cannot read it (F44) */
export async function makePicture(file: Blob): Promise<Picture> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  try {
    const thumbnail = await thumbnailOf(bitmap);
    const animation = file.type === 'image/gif' ? await animationOf(file) : undefined;
    return { ...(animation ?? (await redrawn(bitmap, file.type))), ...(thumbnail ? { thumbnail } : {}) };
  } finally {
    bitmap.close();
  }
}

async function animationOf(file: Blob): Promise<Picture | undefined> {
  if (file.size > MOST_GIF_BYTES) return undefined;
  const gif = cleanGif(new Uint8Array(await file.arrayBuffer()));
  if (!gif || gif.frames < 2) return undefined;
  const { bytes, width, height } = gif;
  return { blob: new Blob([bytes], { type: 'image/gif' }), width, height };
}

async function redrawn(bitmap: ImageBitmap, from: string): Promise<Picture> {
  const size = fit(bitmap, MOST_PIXELS);
  const canvas = drawn(bitmap, size);
  if (!MAY_BE_TRANSPARENT.includes(from) || !isTransparent(bitmap)) {
    return { blob: await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY }), ...size };
  }
  // A browser that cannot write WebP gives a PNG.
  return { blob: await canvas.convertToBlob({ type: 'image/webp', quality: QUALITY }), ...size };
}

/** Undefined: nothing that small can be made of it. */
export async function thumbnailOf(bitmap: ImageBitmap): Promise<Uint8Array | undefined> {
  for (const side of THUMBNAIL_SIDES) {
    const canvas = drawn(bitmap, fit(bitmap, side), '#fff');
    for (const quality of THUMBNAIL_QUALITIES) {
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
      if (blob.size <= MOST_THUMBNAIL_BYTES) return new Uint8Array(await blob.arrayBuffer());
    }
  }
  return undefined;
}

function drawn(bitmap: ImageBitmap, { width, height }: Size, ground?: string): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  context.imageSmoothingQuality = 'high';
  if (ground) {
    context.fillStyle = ground;
    context.fillRect(0, 0, width, height);
  }
  context.drawImage(bitmap, 0, 0, width, height);
  return canvas;
}

/** Looked for in a small copy: what is left of a hole there is still no longer opaque. */
function isTransparent(bitmap: ImageBitmap): boolean {
  const { width, height } = fit(bitmap, 128);
  const { data } = drawn(bitmap, { width, height }).getContext('2d')!.getImageData(0, 0, width, height);
  for (let i = 3; i < data.length; i += 4) if (data[i]! < 255) return true;
  return false;
}
