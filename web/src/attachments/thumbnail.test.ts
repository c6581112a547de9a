import assert from 'node:assert/strict';
import { test } from 'node:test';
import { thumbnailUrl } from './thumbnail.ts';

test('a thumbnail is shown as what its bytes are, and as nothing when they are none of the three kinds', () => {
  assert.equal(thumbnailUrl(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)), 'data:image/jpeg;base64,/9j/4A==');
  assert.match(thumbnailUrl(Buffer.from('\x89PNG\r\n', 'latin1'))!, /^data:image\/png;/);
  assert.match(thumbnailUrl(Buffer.from('RIFF\0\0\0\0WEBPVP8 '))!, /^data:image\/webp;/);
  assert.equal(thumbnailUrl(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')), undefined);
  assert.equal(thumbnailUrl(new Uint8Array()), undefined);
  assert.equal(thumbnailUrl(undefined), undefined);
});
