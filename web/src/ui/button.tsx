import type { ComponentProps, ReactNode } from 'react';
import { classes } from './classes.ts';
import { Icon } from './icon.tsx';
import type { IconName } from './icon-paths.ts';
import { Spinner } from './spinner.tsx';

const kinds = {
  primary: 'bg-accent-fill text-on-accent hover:bg-accent-fill-hover',
  secondary: 'bg-sunken text-ink hover:bg-selected',
  quiet: 'text-accent hover:bg-sunken',
  danger: 'bg-danger-fill text-on-accent hover:brightness-110',
} as const;

interface ButtonProps extends ComponentProps<'button'> {
  readonly kind?: keyof typeof kinds;
  readonly icon?: IconName;
  /** Shows a spinner and takes no clicks. */
  readonly busy?: boolean;
}

export function Button({
  kind = 'secondary',
  icon,
  busy = false,
  className,
  children,
  ...rest
}: ButtonProps): ReactNode {
  return (
    <button
      type="button"
      {...rest}
      disabled={rest.disabled || busy}
      aria-busy={busy || undefined}
      className={classes(
        'inline-flex min-h-11 select-none items-center justify-center gap-2 rounded-full px-5 py-1.5 font-semibold transition-colors',
        'disabled:opacity-55',
        kinds[kind],
        className,
      )}
    >
      {busy ? <Spinner size={18} /> : icon && <Icon name={icon} size={18} />}
      {children}
    </button>
  );
}
