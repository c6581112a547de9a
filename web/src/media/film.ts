// A film is sent as it was recorded, without the place that its camera noted; with a frame, its size and its duration.
import { stretchedToEnd } from '../attachments/whole-duration.ts';
import { cleanMp4 } from './mp4.ts';
import { thumbnailOfFrame } from './pictures.ts';

export interface Film {
  readonly blob: Blob;
  readonly width: number;
  readonly height: number;
  readonly durationMs?: number;
  readonly thumbnail?: Uint8Array;
}

/** Early enough to be quick, late enough not to be black. */
const FRAME_SECONDS = 0.5;
/** A browser that says nothing by then has no frame. */
const PATIENCE_MS = 8_000;

/** Undefined: this browser cannot show it. */
export async function filmOf(file: File): Promise<Film | undefined> {
  const blob = (await cleanMp4(file)) ?? file;
  const url = URL.createObjectURL(blob);
  const video = document.createElement('video');
  try {
    video.muted = true;
    video.playsInline = true;
    video.preload = 'auto';
    video.src = url;
    if (!(await happens(video, 'loadeddata'))) return undefined;
    const { videoWidth: width, videoHeight: height } = video;
    if (width === 0 || height === 0) return undefined;
    const seconds = await Promise.race([stretchedToEnd(video), patience()]);
    const durationMs = Math.round(seconds * 1_000);
    const thumbnail = await frameOf(video, seconds);
    return { blob, width, height, ...(durationMs ? { durationMs } : {}), ...(thumbnail ? { thumbnail } : {}) };
  } finally {
    video.removeAttribute('src');
    video.load();
    URL.revokeObjectURL(url);
  }
}

async function frameOf(video: HTMLVideoElement, duration: number): Promise<Uint8Array | undefined> {
  const sought = happens(video, 'seeked');
  video.currentTime = Math.min(FRAME_SECONDS, duration / 2);
  await sought;
  const frame = await createImageBitmap(video).catch(() => undefined);
  return frame && thumbnailOfFrame(frame);
}

/** Of a film that does not say how long it is, and never ends. */
function patience(): Promise<number> {
  return new Promise(resolve => setTimeout(resolve, PATIENCE_MS, 0));
}

function happens(video: HTMLVideoElement, event: 'loadeddata' | 'seeked'): Promise<boolean> {
  return new Promise(resolve => {
    const end = (done: boolean) => () => {
      clearTimeout(timer);
      resolve(done);
    };
    const timer = setTimeout(end(false), PATIENCE_MS);
    video.addEventListener(event, end(true), { once: true });
    video.addEventListener('error', end(false), { once: true });
  });
}
