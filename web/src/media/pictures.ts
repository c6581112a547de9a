// This tab's door to the picture worker, which is there while it is needed.
import { scriptUrl } from '../engine/script-url.ts';
import type { Picture } from './picture.ts';
import type { FromPictures, ToPictures } from './picture-worker.ts';
import workerUrl from './picture-worker.ts?worker&url';

interface Running {
  readonly worker: Worker;
  readonly waiting: Map<number, (answer: FromPictures) => void>;
}

let running: Running | undefined;
let lastAsk = 0;

function start(): Running {
  const worker = new Worker(scriptUrl(workerUrl), { type: 'module', name: 'parley-pictures' });
  const waiting: Running['waiting'] = new Map();
  worker.addEventListener('message', ({ data }: MessageEvent<FromPictures>) => {
    waiting.get(data.ask)?.(data);
    waiting.delete(data.ask);
    if (waiting.size === 0) stop();
  });
  // Out of memory, most likely: what waits has failed, and the next picture gets a new worker.
  worker.addEventListener('error', () => {
    for (const [ask, done] of waiting) done({ ask, failed: true });
    stop();
  });
  return { worker, waiting };
}

function stop(): void {
  running?.worker.terminate();
  running = undefined;
}

function ask(request: Omit<ToPictures, 'ask'>, transfer: Transferable[] = []): Promise<FromPictures> {
  running ??= start();
  const { worker, waiting } = running;
  const ask = ++lastAsk;
  return new Promise(resolve => {
    waiting.set(ask, resolve);
    worker.postMessage({ ask, ...request } satisfies ToPictures, transfer);
  });
}

/** Undefined: this browser cannot read it. */
export async function pictureOf(file: Blob): Promise<Picture | undefined> {
  return (await ask({ file })).picture;
}

export async function thumbnailOfFrame(frame: ImageBitmap): Promise<Uint8Array | undefined> {
  return (await ask({ frame }, [frame])).thumbnail;
}
