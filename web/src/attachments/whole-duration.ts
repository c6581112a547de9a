/** Further than any recording goes. */
const BEYOND_SECONDS = 1e7;

/**
 * Its duration in seconds, once it is loaded. What a browser has recorded does not say how long it is: going to its end
 * finds out, and only then can one go to any place in it.
 */
export async function stretchedToEnd(audio: HTMLAudioElement): Promise<number> {
  if (audio.readyState < HTMLMediaElement.HAVE_METADATA) await happened(audio, 'loadedmetadata');
  if (Number.isFinite(audio.duration)) return audio.duration;
  audio.currentTime = BEYOND_SECONDS;
  await happened(audio, 'seeked');
  const seconds = Number.isFinite(audio.duration) ? audio.duration : audio.currentTime;
  audio.currentTime = 0;
  await happened(audio, 'seeked');
  return seconds;
}

/** Also when it failed: that is told elsewhere. */
function happened(audio: HTMLAudioElement, event: string): Promise<void> {
  return new Promise(resolve => {
    audio.addEventListener(event, () => resolve(), { once: true });
    audio.addEventListener('error', () => resolve(), { once: true });
  });
}
