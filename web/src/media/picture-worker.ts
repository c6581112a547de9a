// The worker that redraws pictures: decoding a photo takes a tenth of a second that must not be the page's.
import { makePicture, type Picture, thumbnailOf } from './picture.ts';

export interface ToPictures {
  readonly ask: number;
  readonly file?: Blob;
  /** Only a thumbnail is wanted, of a film's frame. */
  readonly frame?: ImageBitmap;
}

export interface FromPictures {
  readonly ask: number;
  readonly picture?: Picture;
  readonly thumbnail?: Uint8Array | undefined;
  /** It cannot be read. */
  readonly failed?: true;
}

async function answer({ ask, file, frame }: ToPictures): Promise<FromPictures> {
  try {
    if (file) return { ask, picture: await makePicture(file) };
    return { ask, thumbnail: frame && (await thumbnailOf(frame)) };
  } catch {
    return { ask, failed: true };
  }
}

// One after the other: a picture of 50 megapixels takes 200 MB while it is drawn.
let last: Promise<unknown> = Promise.resolve();
self.addEventListener('message', ({ data }: MessageEvent<ToPictures>) => {
  last = last.then(async () => self.postMessage(await answer(data)));
});
