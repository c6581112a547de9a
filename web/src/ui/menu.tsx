// A menu in the browser's top layer (popover), placed by computing, without a style element. It is dismissed by ourselves:
// the browser's own light dismissal would close it with the release of the press that opened it.
import { type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';
import { firstItem, moveFocus } from './menu-keys.ts';
import { type MenuSignRow, MenuSigns } from './menu-signs.tsx';
import { type Anchor, placeMenu } from './place-menu.ts';

export interface MenuItem {
  readonly label: string;
  readonly icon?: IconName;
  readonly danger?: boolean;
  /** A choice that is on or off. */
  readonly checked?: boolean;
  /** A line above it. */
  readonly separated?: boolean;
  readonly onSelect: () => void;
}

interface MenuProps {
  readonly label: string;
  /** Above the items. */
  readonly signs?: MenuSignRow | undefined;
  readonly anchor: Anchor;
  readonly items: readonly MenuItem[];
  /** Called once it is gone; focus is back where it was by then. */
  readonly onClose: () => void;
}

/** Shown for as long as it is rendered. */
export function Menu({ label, anchor, items, signs, onClose }: MenuProps): ReactNode {
  const menu = useRef<HTMLDivElement>(null);
  useMenuPopover(menu, anchor, onClose);
  const onKeyDown = (event: KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Tab' || event.key === 'Escape') {
      event.preventDefault();
      menu.current?.hidePopover();
    } else if (moveFocus(menu.current!, event.key)) event.preventDefault();
  };
  const select = (item: Pick<MenuItem, 'onSelect'>): void => {
    menu.current?.hidePopover();
    item.onSelect();
  };
  return (
    <div
      ref={menu}
      popover="manual"
      role="menu"
      tabIndex={-1}
      aria-label={label}
      onKeyDown={onKeyDown}
      onContextMenu={event => event.preventDefault()}
      onClick={event => event.stopPropagation()}
      className="fixed inset-auto m-0 max-h-[90dvh] min-w-48 max-w-[min(20rem,calc(100vw-1rem))] animate-[appear_var(--duration-fast)_var(--ease-out)] overflow-y-auto rounded-lg bg-raised py-1.5 text-ink shadow-menu"
    >
      {signs && <MenuSigns row={signs} onSelect={select} />}
      {items.map(item => (
        <button
          key={item.label}
          type="button"
          {...(item.checked === undefined
            ? { role: 'menuitem' }
            : { role: 'menuitemradio', 'aria-checked': item.checked })}
          tabIndex={-1}
          onClick={() => select(item)}
          onPointerMove={event => event.currentTarget.focus({ preventScroll: true })}
          className={classes(
            'flex min-h-10 w-full items-center gap-3 px-4 py-1.5 text-start outline-none focus:bg-sunken pointer-coarse:min-h-11',
            item.danger && 'text-danger',
            item.separated && 'mt-1.5 border-line border-t pt-2',
          )}
        >
          {item.icon && <Icon name={item.icon} size={18} className={item.danger ? '' : 'text-ink-soft'} />}
          <span className="min-w-0 grow">{item.label}</span>
          {item.checked && <Icon name="check" size={18} className="text-accent" />}
        </button>
      ))}
    </div>
  );
}

function useMenuPopover(menu: { readonly current: HTMLDivElement | null }, anchor: Anchor, onClose: () => void): void {
  const close = useRef(onClose);
  close.current = onClose;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a menu is placed once, where it was asked for
  useLayoutEffect(() => {
    const element = menu.current!;
    const before = document.activeElement;
    const onToggle = (event: Event): void => {
      if ((event as ToggleEvent).newState !== 'closed') return;
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
      close.current();
    };
    const stop = dismissOutside(element);
    element.addEventListener('beforetoggle', onToggle);
    element.showPopover();
    const { left, top } = placeMenu(anchor, element.getBoundingClientRect(), {
      width: innerWidth,
      height: innerHeight,
      rtl: document.dir === 'rtl',
    });
    element.style.left = `${left}px`;
    element.style.top = `${top}px`;
    firstItem(element)?.focus({ preventScroll: true });
    return () => {
      stop();
      element.removeEventListener('beforetoggle', onToggle);
    };
  }, []);
}

/** A press elsewhere, another window, or a window of another size ends a menu. */
function dismissOutside(menu: HTMLElement): () => void {
  const hide = (): void => menu.hidePopover();
  const onPress = (event: Event): void => {
    if (!menu.contains(event.target as Node)) hide();
  };
  document.addEventListener('pointerdown', onPress, true);
  addEventListener('blur', hide);
  addEventListener('resize', hide);
  return () => {
    document.removeEventListener('pointerdown', onPress, true);
    removeEventListener('blur', hide);
    removeEventListener('resize', hide);
  };
}
