/** What a menu belongs to: an element, or where the pointer was. */
export type Anchor = { readonly x: number; readonly y: number } | HTMLElement;

interface Size {
  readonly width: number;
  readonly height: number;
}

const MARGIN = 8;
const GAP = 4;

/** Below and starting where the anchor does; above or shifted where there is no room. Pixels in the viewport. */
export function placeMenu(
  anchor: Anchor,
  menu: Size,
  viewport: Size & { rtl: boolean },
): { left: number; top: number } {
  const box =
    'x' in anchor && !('getBoundingClientRect' in anchor)
      ? { left: anchor.x, right: anchor.x, top: anchor.y, bottom: anchor.y }
      : (anchor as HTMLElement).getBoundingClientRect();
  const fitsBelow = box.bottom + GAP + menu.height + MARGIN <= viewport.height;
  const top = fitsBelow ? box.bottom + GAP : box.top - GAP - menu.height;
  const left = viewport.rtl ? box.right - menu.width : box.left;
  return {
    left: clamp(left, MARGIN, viewport.width - menu.width - MARGIN),
    top: clamp(top, MARGIN, viewport.height - menu.height - MARGIN),
  };
}

function clamp(value: number, min: number, max: number): number {
  return Math.max(min, Math.min(value, max));
}
