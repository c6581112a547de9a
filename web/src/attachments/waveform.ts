// Loudnesses as bars.

export const BARS = 44;
const FULL = 255;
/** So that silence is seen too. */
const LEAST = 0.08;

/** As many as there is room for, from 0 to 1: the loudest of what each stands for. */
export function barsOf(waveform: Uint8Array | undefined, count = BARS): number[] {
  return Array.from({ length: count }, (_, bar) => {
    if (!waveform?.length) return LEAST;
    const from = Math.floor((bar * waveform.length) / count);
    const to = Math.max(from + 1, Math.floor(((bar + 1) * waveform.length) / count));
    return Math.max(LEAST, Math.max(...waveform.subarray(from, to)) / FULL);
  });
}
