import type { OutgoingFile } from '@parley/client';
import type { Page } from 'playwright-core';

/** A picture for pictures: hills under a sun, other colours each season, as a client sends it. */
export async function landscape(page: Page, width: number, height: number, season: number): Promise<OutgoingFile> {
  const [picture, thumbnail] = await page.evaluate(paint, [width, height, season] as const);
  const source = new Blob([Uint8Array.from(picture!)]);
  return { source, name: 'photo.jpg', type: 'image/jpeg', width, height, thumbnail: Uint8Array.from(thumbnail!) };
}

async function paint([width, height, season]: readonly [number, number, number]): Promise<number[][]> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d')!;
  const sky = context.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, `hsl(${205 + season * 40} 60% 72%)`);
  sky.addColorStop(0.6, `hsl(${35 + season * 45} 75% 84%)`);
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);
  context.fillStyle = 'rgb(255 246 214)';
  context.beginPath();
  context.arc(width * (0.3 + season * 0.12), height * 0.3, height * 0.1, 0, 7);
  context.fill();
  for (let hill = 0; hill < 5; hill++) {
    context.fillStyle = `hsl(${165 + season * 25 + hill * 8} 34% ${50 - hill * 8}%)`;
    context.beginPath();
    context.moveTo(0, height);
    for (let x = 0; x <= 60; x++) {
      const wave = Math.sin(x * 0.23 + hill * 2 + season) * 0.05 + Math.sin(x * 0.09 + hill) * 0.03;
      context.lineTo((width * x) / 60, height * (0.52 + hill * 0.1 + wave));
    }
    context.lineTo(width, height);
    context.fill();
  }
  const small = new OffscreenCanvas(32, Math.round((32 * height) / width));
  small.getContext('2d')!.drawImage(canvas, 0, 0, small.width, small.height);
  const type = 'image/jpeg';
  const blobs = [
    await canvas.convertToBlob({ type, quality: 0.88 }),
    await small.convertToBlob({ type, quality: 0.6 }),
  ];
  return Promise.all(blobs.map(async blob => [...new Uint8Array(await blob.arrayBuffer())]));
}
