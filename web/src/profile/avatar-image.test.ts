import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitting, squareOf } from './avatar-image.ts';

test('the square lies in the middle, and never outside of the picture', () => {
  assert.deepEqual(squareOf({ zoom: 1, x: 0.5, y: 0.5 }, 400, 200), { left: 100, top: 0, side: 200 });
  assert.deepEqual(squareOf({ zoom: 2, x: 1, y: 0 }, 400, 200), { left: 300, top: 0, side: 100 });
  assert.deepEqual(squareOf({ zoom: 0.5, x: 0.5, y: 0.5 }, 100, 100), { left: 0, top: 0, side: 100 });
});

test('a picture loses quality before it loses size, until it fits', async () => {
  const tried: [number, number][] = [];
  const bytes = await fitting(async (side, quality) => {
    tried.push([side, quality]);
    return new Uint8Array(Math.round(side * side * quality * 0.4));
  });
  assert.ok(bytes.length <= 12_000);
  assert.deepEqual(tried[0], [256, 0.86]);
  const [side, quality] = tried.at(-1)!;
  assert.deepEqual([side, quality], [256, 0.45]);
});

test('a picture that never fits is refused', async () => {
  await assert.rejects(fitting(async () => new Uint8Array(12_001)));
});
