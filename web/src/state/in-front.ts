/** The person can see this window and is in it. */
export function isInFront(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}
