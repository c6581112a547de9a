import { type ReactNode, useMemo } from 'react';
import { m } from '../i18n/messages.ts';
import { readableDuration } from '../text/readable-duration.ts';
import { BARS, barsOf } from './waveform.ts';

interface WaveformProps {
  readonly waveform: Uint8Array | undefined;
  readonly at: number;
  readonly durationMs: number;
  readonly onSeek: (ms: number) => void;
}

const WIDTH = 4;
const HEIGHT = 28;
const MOST_STEP_MS = 1_000;
const STEPS = 50;

/** A slider of the browser's own, with keys and names, over bars that are drawn as far as it has come. */
export function Waveform({ waveform, at, durationMs, onSeek }: WaveformProps): ReactNode {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a message that is told anew has the same loudnesses
  const path = useMemo(() => pathOf(barsOf(waveform)), [waveform?.join()]);
  const share = durationMs > 0 ? Math.min(1, at / durationMs) : 0;
  const width = BARS * WIDTH;
  return (
    <div className="relative flex h-8 items-center rounded-sm has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent">
      <svg
        viewBox={`0 0 ${width} ${HEIGHT}`}
        preserveAspectRatio="none"
        aria-hidden="true"
        className="flip-rtl h-7 w-full"
        strokeWidth={2.2}
        strokeLinecap="round"
        stroke="currentColor"
      >
        <path d={path} className="text-ink/30" />
        <path d={path} className="text-accent" clipPath={`inset(0 ${(1 - share) * 100}% 0 0)`} />
      </svg>
      <input
        type="range"
        min={0}
        max={Math.max(1, Math.round(durationMs))}
        step={Math.max(1, Math.min(MOST_STEP_MS, Math.round(durationMs / STEPS)))}
        value={Math.min(at, durationMs)}
        aria-label={m.voice_seek()}
        aria-valuetext={m.voice_position({ at: readableDuration(at), of: readableDuration(durationMs) })}
        onChange={event => onSeek(Number(event.target.value))}
        className="absolute inset-0 m-0 size-full cursor-pointer opacity-0"
      />
    </div>
  );
}

function pathOf(bars: readonly number[]): string {
  return bars
    .map((share, at) => {
      const half = Math.max(0.5, (share * (HEIGHT - 4)) / 2);
      const x = at * WIDTH + WIDTH / 2;
      return `M${x} ${(HEIGHT / 2 - half).toFixed(1)}v${(2 * half).toFixed(1)}`;
    })
    .join('');
}
