import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';

/** One of a row above a menu's items: an emoji, or an icon. */
export interface MenuSign {
  readonly label: string;
  readonly emoji?: string;
  readonly icon?: IconName;
  readonly checked?: boolean;
  readonly onSelect: () => void;
}

export interface MenuSignRow {
  readonly label: string;
  readonly signs: readonly MenuSign[];
}

interface MenuSignsProps {
  readonly row: MenuSignRow;
  readonly onSelect: (sign: MenuSign) => void;
}

export function MenuSigns({ row: { label, signs }, onSelect }: MenuSignsProps): ReactNode {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is nothing for a menu
    <div role="group" aria-label={label} data-signs className="flex flex-wrap justify-center px-1.5">
      {signs.map(sign => (
        <button
          key={sign.label}
          type="button"
          {...(sign.checked === undefined
            ? { role: 'menuitem' }
            : { role: 'menuitemradio', 'aria-checked': sign.checked })}
          tabIndex={-1}
          aria-label={sign.label}
          title={sign.label}
          onClick={() => onSelect(sign)}
          className="flex size-10 items-center justify-center rounded-full text-2xl outline-none hover:bg-sunken focus:bg-sunken aria-checked:bg-selected pointer-coarse:size-11"
        >
          {sign.icon ? <Icon name={sign.icon} className="text-ink-soft" /> : sign.emoji}
        </button>
      ))}
    </div>
  );
}
