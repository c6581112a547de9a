// How loud a voice is, for a meter while it is recorded and for the bars that stand for it afterwards.

/** Enough for any screen; a message takes 256. */
export const MOST_LOUDNESSES = 100;
/** A room at night, and a voice close to the microphone: decibels of full scale. */
const [QUIET_DB, LOUD_DB] = [-52, -8];

/** From 0 to 1, of samples between -1 and 1. */
export function loudnessOf(samples: Float32Array): number {
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  if (!(power > 0)) return 0;
  const share = (10 * Math.log10(power) - QUIET_DB) / (LOUD_DB - QUIET_DB);
  return Math.min(1, Math.max(0, share));
}

/** The loudest of each stretch, from 0 to 255. */
export function waveformOf(loudnesses: readonly number[]): Uint8Array {
  const count = Math.min(MOST_LOUDNESSES, loudnesses.length);
  return Uint8Array.from({ length: count }, (_, i) => {
    const from = Math.floor((i * loudnesses.length) / count);
    const to = Math.floor(((i + 1) * loudnesses.length) / count);
    return Math.round(255 * Math.max(...loudnesses.slice(from, to)));
  });
}
