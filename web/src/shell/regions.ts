/** To the next column in sight (F6): to what had the focus there last, else to what it offers first. */
export function focusNextRegion(by: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(region =>
    region.checkVisibility(),
  );
  const at = regions.findIndex(region => region.contains(document.activeElement));
  const next = regions[(at + by + regions.length) % regions.length];
  const wanted =
    next?.querySelector<HTMLElement>('[data-region-focus], [data-chat][tabindex="0"]') ?? firstFocusable(next);
  (wanted ?? next)?.focus();
}

function firstFocusable(region: HTMLElement | undefined): HTMLElement | null | undefined {
  return region?.querySelector<HTMLElement>('textarea, button:not([tabindex="-1"]), a[href], input');
}
