// Draws the PNG icons of the web app from its SVG ones, with Chromium: `node dev/run.mjs dev/web-icons.ts`. They are kept in
// web/public; run this when an SVG there has changed.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChromium } from '../tests/browser/support/chromium.ts';
import { root } from './node24.mjs';

const folder = join(root, 'web/public');
const icons = [
  { svg: 'icon.svg', png: 'icon-192.png', size: 192 },
  { svg: 'icon.svg', png: 'icon-512.png', size: 512 },
  // Systems cut these into shapes of their own: no transparent corners.
  { svg: 'icon-maskable.svg', png: 'icon-180.png', size: 180 },
  { svg: 'icon-maskable.svg', png: 'icon-maskable-512.png', size: 512 },
] as const;

const chromium = await startChromium();
for (const { svg, png, size } of icons) {
  const page = await chromium.newPage({ viewport: { width: size, height: size } });
  const source = readFileSync(join(folder, svg)).toString('base64');
  await page.setContent(
    `<style>body { margin: 0 } img { display: block; width: ${size}px }</style><img src="data:image/svg+xml;base64,${source}">`,
  );
  await page.screenshot({ path: join(folder, png), omitBackground: true });
  await page.close();
}
await chromium.close();
writeFileSync(join(folder, 'favicon.ico'), icoOf(readFileSync(join(folder, 'icon-192.png')), 192));

/** For pages of this origin that name no icon, like the API's: browsers ask for /favicon.ico then. */
function icoOf(png: Uint8Array, size: number): Uint8Array {
  const header = Buffer.alloc(22);
  header.writeUInt16LE(1, 2); // an icon
  header.writeUInt16LE(1, 4); // one picture
  header.writeUInt8(size, 6);
  header.writeUInt8(size, 7);
  header.writeUInt16LE(1, 10); // planes
  header.writeUInt16LE(32, 12); // bits a pixel
  header.writeUInt32LE(png.length, 14);
  header.writeUInt32LE(header.length, 18);
  return Buffer.concat([header, png]);
}
