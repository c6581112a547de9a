import assert from 'node:assert/strict';
import { test } from 'node:test';
import { thumbnailUrl } from './thumbnail.ts';

const png = (width: number, height: number): Uint8Array => {
  const head = Buffer.alloc(33);
  head.write('\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR', 'latin1');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return head;
};
const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xc0, 0, 17, 8, 0, 10, 0, 16, 3);
const webp = Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBPVP8 '), Buffer.alloc(10), Buffer.from([16, 0, 10, 0])]);

test('a thumbnail is shown as what its bytes are, and as nothing when they are none of the three kinds', () => {
  assert.match(thumbnailUrl(jpeg)!, /^data:image\/jpeg;base64,\/9j\//);
  assert.match(thumbnailUrl(png(16, 10))!, /^data:image\/png;/);
  assert.match(thumbnailUrl(webp)!, /^data:image\/webp;/);
  assert.equal(thumbnailUrl(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')), undefined);
  assert.equal(thumbnailUrl(Buffer.from('GIF89a\x10\0\x10\0')), undefined);
  assert.equal(thumbnailUrl(new Uint8Array()), undefined);
  assert.equal(thumbnailUrl(undefined), undefined);
});

test('a thumbnail that claims more pixels than one has is not drawn', () => {
  assert.equal(thumbnailUrl(png(20_000, 20_000)), undefined);
});
