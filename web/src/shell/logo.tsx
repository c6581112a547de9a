import type { ReactNode } from 'react';

/** The mark of public/icon.svg without its tile. */
export function Logo({ size }: { readonly size: number }): ReactNode {
  return (
    <svg viewBox="86 120 340 300" width={size} height={size} aria-hidden="true">
      <path
        className="fill-accent-fill"
        d="M138 128h236c27 0 48 21 48 48v132c0 27-21 48-48 48H252l-86 62c-7 5-16 0-16-8v-54h-12c-27 0-48-21-48-48V176c0-27 21-48 48-48z"
      />
      <path
        className="fill-on-accent"
        d="M168 212h112a17 17 0 0 1 0 34H168a17 17 0 0 1 0-34zm0 60h64a17 17 0 0 1 0 34h-64a17 17 0 0 1 0-34z"
      />
      <circle cx="338" cy="289" r="19" className="fill-on-accent opacity-60" />
    </svg>
  );
}
