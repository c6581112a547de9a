import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { type IconName, iconPaths } from './icon-paths.ts';

interface IconProps {
  readonly name: IconName;
  /** Pixels at normal text size. */
  readonly size?: 14 | 16 | 18 | 20 | 24 | 32 | 48;
  readonly className?: string;
}

const directional: ReadonlySet<IconName> = new Set([
  'back',
  'chevron-end',
  'chevron-start',
  'reply',
  'forward',
  'send',
  'logout',
]);

/** Decoration only: what it means is said in words by whatever holds it. */
export function Icon({ name, size = 20, className }: IconProps): ReactNode {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={name === 'dots' ? 2.6 : 1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      className={classes('shrink-0', directional.has(name) && 'flip-rtl', className)}
    >
      <path d={iconPaths[name]} />
    </svg>
  );
}
