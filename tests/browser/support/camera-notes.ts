// What a camera writes into its files beside the picture: the way up, and where it was. Put into pictures that have none.
import { crc32 } from 'node:zlib';

/** Found as it is in whatever still holds the notes. */
export const CAMERA = 'Parley Test Camera 7';

/** An Exif block with the camera's name, the orientation from 1 to 8, and a place. */
function exif(orientation: number): Buffer {
  const [ifd, gps] = [8, 8 + 2 + 3 * 12 + 4];
  const name = gps + 2 + 2 * 12 + 4;
  const latitude = name + CAMERA.length + 1;
  const tiff = Buffer.alloc(latitude + 24);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(ifd, 4);
  entries(tiff, ifd, [
    [0x0110, 2, CAMERA.length + 1, name],
    [0x0112, 3, 1, orientation << 16],
    [0x8825, 4, 1, gps],
  ]);
  entries(tiff, gps, [
    [0x0001, 2, 2, 'N'.charCodeAt(0) << 24],
    [0x0002, 5, 3, latitude],
  ]);
  tiff.write(CAMERA, name, 'latin1');
  for (const [i, part] of [52, 31, 12].entries()) {
    tiff.writeUInt32BE(part, latitude + 8 * i);
    tiff.writeUInt32BE(1, latitude + 8 * i + 4);
  }
  return tiff;
}

type Entry = readonly [tag: number, type: number, count: number, value: number];

function entries(tiff: Buffer, at: number, list: readonly Entry[]): void {
  tiff.writeUInt16BE(list.length, at);
  for (const [i, [tag, type, count, value]] of list.entries()) {
    const place = at + 2 + 12 * i;
    tiff.writeUInt16BE(tag, place);
    tiff.writeUInt16BE(type, place + 2);
    tiff.writeUInt32BE(count, place + 4);
    tiff.writeUInt32BE(value, place + 8);
  }
}

export function jpegWithNotes(jpeg: Uint8Array, orientation: number): Buffer {
  const block = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif(orientation)]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(block.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, block, jpeg.subarray(2)]);
}

/** Behind the first chunk, which says how large it is. */
export function pngWithNotes(png: Uint8Array): Buffer {
  const afterHeader = 8 + 25;
  const chunks = [chunk('eXIf', exif(1)), chunk('tEXt', Buffer.from(`Source\0${CAMERA}`, 'latin1'))];
  return Buffer.concat([png.subarray(0, afterHeader), ...chunks, png.subarray(afterHeader)]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}
