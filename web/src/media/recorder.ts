// The microphone, recorded: its sound in a format that browsers play, how loud it was, how long. Knows nothing of screens.
import { loudnessOf, waveformOf } from './loudness.ts';

export interface Voice {
  readonly blob: Blob;
  readonly durationMs: number;
  readonly waveform: Uint8Array;
}

export interface Recorder {
  /** From 0 to 1, twenty a second. */
  readonly loudnesses: readonly number[];
  /** Without pauses. */
  readonly elapsedMs: number;
  pause(): void;
  resume(): void;
  /** Undefined: nothing was recorded. */
  stop(): Promise<Voice | undefined>;
  cancel(): void;
}

/** The first that the browser can write (docs/decisions/voice-notes.md). */
const FORMATS = ['audio/webm;codecs=opus', 'audio/mp4;codecs=mp4a.40.2', 'audio/mp4', 'audio/ogg;codecs=opus'];
/** A voice is clear at this rate; an hour has 14 MB. */
const BITS_PER_SECOND = 32_000;
const LOUDNESS_EVERY_MS = 50;
/** So that hours of sound do not lie in the recorder at once. */
const PIECE_MS = 5_000;

export const canRecord = (): boolean => 'MediaRecorder' in globalThis && navigator.mediaDevices !== undefined;

/** @throws {DOMException} `NotAllowedError` when the person or the browser does not want it, others when there is no microphone */
export async function startRecorder(): Promise<Recorder> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 },
  });
  const mimeType = FORMATS.find(format => MediaRecorder.isTypeSupported(format));
  const recorder = new MediaRecorder(stream, {
    audioBitsPerSecond: BITS_PER_SECOND,
    ...(mimeType ? { mimeType } : {}),
  });
  const pieces: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => pieces.push(data));
  const stopped = new Promise(resolve => recorder.addEventListener('stop', resolve, { once: true }));
  const time = createStopwatch();
  const meter = createMeter(stream, () => recorder.state === 'recording');
  recorder.start(PIECE_MS);
  time.start();

  function end(): void {
    time.stop();
    if (recorder.state !== 'inactive') recorder.stop();
    for (const track of stream.getTracks()) track.stop();
    meter.end();
  }

  return {
    loudnesses: meter.loudnesses,
    get elapsedMs() {
      return time.elapsedMs();
    },
    pause() {
      time.stop();
      if (recorder.state === 'recording') recorder.pause();
    },
    resume() {
      if (recorder.state !== 'paused') return; // the microphone is gone
      recorder.resume();
      time.start();
    },
    async stop() {
      end();
      await stopped;
      const blob = new Blob(pieces, { type: recorder.mimeType.split(';')[0] ?? '' });
      if (blob.size === 0) return undefined;
      return { blob, durationMs: Math.round(time.elapsedMs()), waveform: waveformOf(meter.loudnesses) };
    },
    cancel: end,
  };
}

function createStopwatch() {
  let before = 0;
  let since: number | undefined;
  const elapsedMs = (): number => before + (since === undefined ? 0 : performance.now() - since);
  return {
    elapsedMs,
    start() {
      since ??= performance.now();
    },
    stop() {
      before = elapsedMs();
      since = undefined;
    },
  };
}

function createMeter(stream: MediaStream, isRunning: () => boolean) {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 2_048;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const loudnesses: number[] = [];
  const timer = setInterval(() => {
    if (!isRunning()) return;
    analyser.getFloatTimeDomainData(samples);
    loudnesses.push(loudnessOf(samples));
  }, LOUDNESS_EVERY_MS);
  return {
    loudnesses,
    end() {
      clearInterval(timer);
      void context.close().catch(() => {});
    },
  };
}
