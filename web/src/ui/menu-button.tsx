import { type ReactNode, useState } from 'react';
import { IconButton } from './icon-button.tsx';
import type { IconName } from './icon-paths.ts';
import { Menu, type MenuItem } from './menu.tsx';

interface MenuButtonProps {
  readonly icon?: IconName;
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly className?: string;
}

export function MenuButton({ icon = 'dots', label, items, className }: MenuButtonProps): ReactNode {
  const [anchor, setAnchor] = useState<HTMLElement>();
  return (
    <>
      <IconButton
        icon={icon}
        label={label}
        aria-haspopup="menu"
        aria-expanded={anchor !== undefined}
        onClick={event => setAnchor(event.currentTarget)}
        {...(className ? { className } : {})}
      />
      {anchor && <Menu label={label} anchor={anchor} items={items} onClose={() => setAnchor(undefined)} />}
    </>
  );
}
