export const itemsIn = (menu: HTMLElement): HTMLElement[] => [
  ...menu.querySelectorAll<HTMLElement>('[role^=menuitem]'),
];

const isSign = (item: HTMLElement | undefined): boolean => item?.closest('[data-signs]') != null;

/** What has the focus first: an item, where there is one below the signs. */
export function firstItem(menu: HTMLElement): HTMLElement | undefined {
  const items = itemsIn(menu);
  return items.find(item => !isSign(item)) ?? items[0];
}

/** Arrows, Home, End, and the first letter of an item. Signs stand beside each other. */
export function moveFocus(menu: HTMLElement, key: string): boolean {
  const items = itemsIn(menu);
  const at = items.indexOf(document.activeElement as HTMLElement);
  const next = placeBeside(items, at, key) ?? placeOfLetter(items, at, key);
  if (next === undefined) return false;
  items[next]?.focus();
  return true;
}

function placeBeside(items: readonly HTMLElement[], at: number, key: string): number | undefined {
  const signs = items.filter(isSign).length;
  const forwards = document.dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
  if (isSign(items[at])) {
    if (key === 'ArrowDown') return signs % items.length;
    if (key === 'ArrowUp') return items.length - 1;
    if (key === 'ArrowLeft' || key === 'ArrowRight') return (at + (key === forwards ? 1 : signs - 1)) % signs;
  }
  if (key === 'ArrowUp' && signs > 0 && at === signs) return 0;
  const to: Readonly<Record<string, number>> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  return to[key];
}

function placeOfLetter(items: readonly HTMLElement[], at: number, key: string): number | undefined {
  if (key.length !== 1 || key === ' ') return undefined;
  const matches = (item: HTMLElement): boolean => item.textContent.toLowerCase().startsWith(key.toLowerCase());
  return [...items.keys()].map(i => (at + 1 + i) % items.length).find(i => matches(items[i]!));
}
