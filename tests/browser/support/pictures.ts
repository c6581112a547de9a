// Pictures for tests, made in the browser: each pixel is known.
import type { Page } from 'playwright-core';

export interface Drawn {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
}

/** Four fields of one colour each: red, green, blue, white from the left above. Upside down or turned, it is another one. */
export async function fourFields(page: Page, width: number, height: number, type = 'image/png'): Promise<Drawn> {
  const bytes = await page.evaluate(
    async ([width, height, type]) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext('2d')!;
      const colours = ['rgb(255 0 0)', 'rgb(0 255 0)', 'rgb(0 0 255)', 'rgb(255 255 255)'];
      colours.forEach((colour, i) => {
        context.fillStyle = colour;
        context.fillRect((i % 2) * (width / 2), Math.floor(i / 2) * (height / 2), width / 2, height / 2);
      });
      const blob = await canvas.convertToBlob({ type, quality: 0.9 });
      return [...new Uint8Array(await blob.arrayBuffer())];
    },
    [width, height, type] as const,
  );
  return { bytes: Uint8Array.from(bytes), width, height };
}
