import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanMp4 } from './mp4.ts';

const box = (type: string, ...body: readonly Buffer[]): Buffer => {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(8 + Buffer.concat(body).length);
  return Buffer.concat([size, Buffer.from(type, 'latin1'), ...body]);
};
const PLACE = '+52.5200+013.4050/';
const place = box('udta', box('\u00a9xyz', Buffer.from(PLACE)));
const notes = box('meta', Buffer.from(`com.apple.quicktime.location.ISO6709 ${PLACE}`));
const track = (...more: readonly Buffer[]) => box('trak', box('tkhd', Buffer.alloc(20, 7)), ...more);
const frames = box('mdat', Buffer.alloc(1_000, 9));

async function bytesOf(blob: Blob | undefined): Promise<Buffer> {
  return Buffer.from(await blob!.arrayBuffer());
}

test('F45 the place that a camera noted is gone from a film, and nothing else has moved', async () => {
  const parts = [box('ftyp', Buffer.from('isom')), box('moov', box('mvhd', Buffer.alloc(30, 5)), track(place), notes)];
  const film = Buffer.concat([...parts, frames, box('uuid', Buffer.from(PLACE))]);
  const cleaned = await bytesOf(await cleanMp4(new Blob([film], { type: 'video/mp4' })));
  assert.ok(!cleaned.includes(PLACE) && film.includes(PLACE));
  assert.equal(cleaned.length, film.length);
  assert.deepEqual(
    cleaned.subarray(cleaned.indexOf('mdat')).subarray(0, 1_000),
    film.subarray(film.indexOf('mdat')).subarray(0, 1_000),
  );
  assert.equal(cleaned.indexOf('tkhd'), film.indexOf('tkhd'));
  assert.equal(cleaned.toString('latin1').split('free').length - 1, 3);
});

test('the table may stand behind the frames, with a size of 64 bits, and a list may end with zeros', async () => {
  const long = Buffer.alloc(16);
  long.writeUInt32BE(1, 0);
  long.write('mdat', 4);
  long.writeBigUInt64BE(116n, 8);
  const moov = box('moov', track(place), Buffer.alloc(4));
  const film = Buffer.concat([box('ftyp', Buffer.from('qt  ')), long, Buffer.alloc(100, 3), moov]);
  assert.ok(!(await bytesOf(await cleanMp4(new Blob([film])))).includes(PLACE));
});

test('what has no table, or boxes that reach out of their place, is no film that is known', async () => {
  const torn = Buffer.concat([box('ftyp', Buffer.from('isom')), box('moov', track(place))]).subarray(0, 50);
  for (const bytes of [torn, frames, Buffer.from('some text, not a film'), Buffer.alloc(0)]) {
    assert.equal(await cleanMp4(new Blob([new Uint8Array(bytes)])), undefined);
  }
});
