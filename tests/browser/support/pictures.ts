// Pictures for tests, made in the browser: each pixel is known.
import assert from 'node:assert/strict';
import type { OutgoingFile } from '@parley/client';
import type { Locator, Page } from 'playwright-core';

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

/** Such a picture as a client sends it. */
export async function photo(page: Page, width = 640, height = 400, name = 'photo.png'): Promise<OutgoingFile> {
  const source = new Blob([(await fourFields(page, width, height)).bytes]);
  const { bytes: thumbnail } = await fourFields(page, 16, Math.max(2, Math.round((16 * height) / width)));
  return { source, name, type: 'image/png', width, height, thumbnail };
}

/** Red, green, blue, white from the left above, as `fourFields` draws them. */
export async function seesFields(image: Locator): Promise<void> {
  await image.waitFor();
  const colours = await image.evaluate(async element => {
    const shown = element as HTMLImageElement;
    await shown.decode();
    const { naturalWidth: width, naturalHeight: height } = shown;
    const context = new OffscreenCanvas(width, height).getContext('2d')!;
    context.drawImage(shown, 0, 0);
    const at = (x: number, y: number): string =>
      [...context.getImageData(Math.floor(x * width), Math.floor(y * height), 1, 1).data.slice(0, 3)].join(' ');
    return [at(0.25, 0.25), at(0.75, 0.25), at(0.25, 0.75), at(0.75, 0.75)];
  });
  assert.deepEqual(colours, ['255 0 0', '0 255 0', '0 0 255', '255 255 255']);
}

/** A short film: a white square goes over a field of blue. */
export async function film(page: Page): Promise<OutgoingFile> {
  const bytes = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [160, 90];
    const context = canvas.getContext('2d')!;
    const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: 'video/webm' });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.start();
    for (let i = 0; i < 12; i++) {
      context.fillStyle = 'rgb(0 0 255)';
      context.fillRect(0, 0, 160, 90);
      context.fillStyle = 'white';
      context.fillRect(i * 10, 40, 10, 10);
      await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve, 40)));
    }
    const stopped = new Promise(resolve => recorder.addEventListener('stop', resolve));
    recorder.stop();
    await stopped;
    return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
  });
  const source = new Blob([Uint8Array.from(bytes)]);
  return { source, name: 'film.webm', type: 'video/webm', width: 160, height: 90, durationMs: 600 };
}
