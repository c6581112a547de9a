import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  readonly icon: IconName;
  /** Said by screen readers and shown as the tooltip (U40). */
  readonly label: string;
}

export function IconButton({ icon, label, className, ...rest }: IconButtonProps): ReactNode {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={classes(
        'inline-flex size-10 shrink-0 items-center justify-center rounded-full text-ink-soft transition-colors',
        'hover:bg-sunken hover:text-ink aria-expanded:bg-sunken aria-pressed:bg-selected aria-pressed:text-accent',
        'disabled:opacity-40 pointer-coarse:size-11',
        className,
      )}
    >
      <Icon name={icon} />
    </button>
  );
}
