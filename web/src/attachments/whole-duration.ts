/** Further than any recording goes. */
const BEYOND_SECONDS = 1e7;

/**
 * Its duration in seconds, once it is loaded. What a browser has recorded does not say how long it is: going to its end
 * finds out, and only then can one go to any place in it.
 */
export async function stretchedToEnd(media: HTMLMediaElement): Promise<number> {
  if (media.readyState < HTMLMediaElement.HAVE_METADATA) await happened(media, 'loadedmetadata');
  if (Number.isFinite(media.duration)) return media.duration;
  media.currentTime = BEYOND_SECONDS;
  await happened(media, 'seeked');
  const seconds = Number.isFinite(media.duration) ? media.duration : media.currentTime;
  media.currentTime = 0;
  await happened(media, 'seeked');
  return seconds;
}

/** Also when it failed: that is told elsewhere. */
function happened(media: HTMLMediaElement, event: string): Promise<void> {
  return new Promise(resolve => {
    media.addEventListener(event, () => resolve(), { once: true });
    media.addEventListener('error', () => resolve(), { once: true });
  });
}
