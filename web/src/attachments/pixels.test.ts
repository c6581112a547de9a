import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDrawable } from './pixels.ts';

const be = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** (bytes - 1 - i)) % 256);
const le = (value: number, bytes: number): number[] => be(value, bytes).reverse();
const ascii = (text: string): number[] => [...Buffer.from(text, 'latin1')];
const blob = (...parts: readonly (readonly number[])[]): Blob => new Blob([Uint8Array.from(parts.flat())]);

const heads: Readonly<Record<string, (width: number, height: number) => Blob>> = {
  png: (w, h) => blob(ascii('\x89PNG\r\n\x1a\n'), be(13, 4), ascii('IHDR'), be(w, 4), be(h, 4)),
  gif: (w, h) => blob(ascii('GIF89a'), le(w, 2), le(h, 2)),
  jpeg: (w, h) =>
    blob([0xff, 0xd8, 0xff, 0xe1, 0, 6, 1, 2, 3, 4, 0xff, 0xff, 0xc2, 0, 17, 8], be(h, 2), be(w, 2), [3, 0, 0, 0]),
  'lossy webp': (w, h) => blob(ascii('RIFF    WEBPVP8 '), Array(10).fill(0), le(w, 2), le(h, 2)),
  'lossless webp': (w, h) => blob(ascii('RIFF    WEBPVP8L'), le(5, 4), [0x2f], le(w - 1 + (h - 1) * 2 ** 14, 4)),
  'webp of many parts': (w, h) => blob(ascii('RIFF    WEBPVP8X'), Array(8).fill(0), le(w - 1, 3), le(h - 1, 3)),
  avif: (w, h) => blob(be(24, 4), ascii('ftypavif'), Array(20).fill(0x69), ascii('ispe'), be(0, 4), be(w, 4), be(h, 4)),
};

for (const [kind, head] of Object.entries(heads)) {
  test(`a ${kind} is drawn when it is not too large, by what it says itself`, async () => {
    assert.equal(await isDrawable(head(4_000, 3_000)), true);
    assert.equal(await isDrawable(head(16_000, 16_000)), false);
  });

  test(`a ${kind} that ends before it has said its size is not drawn`, async () => {
    const whole = head(4, 3);
    const most = kind === 'jpeg' ? whole.size - 5 : whole.size - 1;
    for (let size = 0; size <= most; size++) assert.equal(await isDrawable(whole.slice(0, size)), false, `${size}`);
  });
}

test('what is no picture is not drawn', async () => {
  for (const text of ['', '<svg xmlns="http://www.w3.org/2000/svg"/>', '<!doctype html>', 'BM'.repeat(40)])
    assert.equal(await isDrawable(new Blob([text])), false);
  assert.equal(await isDrawable(blob([0xff, 0xd8, 0xff, 0xda, 0, 8, 1, 2, 3, 4, 5, 6])), false);
  assert.equal(await isDrawable(blob([0xff, 0xd8], Array(64).fill(0))), false);
});
