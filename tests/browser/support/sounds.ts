// Sound for tests, recorded in the browser as its own voice messages are.
import type { Page } from 'playwright-core';

export interface Sound {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: string;
  readonly durationMs: number;
}

/** A tone of about that length. */
export async function tone(page: Page, durationMs: number): Promise<Sound> {
  const bytes = await page.evaluate(async ms => {
    const context = new AudioContext();
    const [source, target] = [context.createOscillator(), context.createMediaStreamDestination()];
    source.connect(target);
    source.start();
    source.stop(context.currentTime + ms / 1_000);
    const recorder = new MediaRecorder(target.stream, { mimeType: 'audio/webm;codecs=opus' });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.start();
    await new Promise(resolve => source.addEventListener('ended', resolve));
    const stopped = new Promise(resolve => recorder.addEventListener('stop', resolve));
    recorder.stop();
    await stopped;
    await context.close();
    return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
  }, durationMs);
  return { bytes: Uint8Array.from(bytes), type: 'audio/webm', durationMs };
}
