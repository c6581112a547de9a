import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanGif } from './gif.ts';

const text = (value: string): number[] => [...value].map(character => character.charCodeAt(0));
const block = (bytes: readonly number[]): number[] => [bytes.length, ...bytes];

// 3 × 2 pixels, two colours.
const head = [...text('GIF89a'), 3, 0, 2, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255];
const rounds = [0x21, 0xff, ...block(text('NETSCAPE2.0')), 3, 1, 0, 0, 0];
const timing = [0x21, 0xf9, 4, 0, 10, 0, 0, 0];
const frame = [0x2c, 0, 0, 0, 0, 3, 0, 2, 0, 0, 2, ...block([0x44, 0x8f, 0x05]), 0];
const comment = [0x21, 0xfe, ...block(text('at 52.52, 13.40')), 0];
const xmp = [0x21, 0xff, ...block(text('XMP DataXMP')), ...block(text('<x:GPS/>')), 0];
const gif = (...blocks: readonly (readonly number[])[]) => Uint8Array.from([...head, ...blocks.flat(), 0x3b]);

test('F45 an animation keeps its frames, its times and its rounds, and nothing that was written into it', () => {
  const cleaned = cleanGif(gif(rounds, comment, timing, frame, xmp, timing, frame));
  assert.deepEqual(cleaned, { bytes: gif(rounds, timing, frame, timing, frame), frames: 2, width: 3, height: 2 });
});

test('what is no GIF, or ends too early, is left to others', () => {
  const whole = gif(timing, frame, timing, frame);
  assert.equal(cleanGif(Uint8Array.from(text('no picture at all'))), undefined);
  for (let length = 0; length < whole.length; length++) assert.equal(cleanGif(whole.slice(0, length)), undefined);
});
