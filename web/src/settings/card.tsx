import type { ReactNode } from 'react';

interface CardProps {
  readonly title?: string;
  readonly children: ReactNode;
}

/** Settings that belong together. */
export function Card({ title, children }: CardProps): ReactNode {
  return (
    <section className="rounded-xl bg-surface px-4 py-3 shadow-raised two:px-5">
      {title && <h3 className="pt-1 pb-1 font-semibold text-ink-soft text-sm">{title}</h3>}
      {children}
    </section>
  );
}

/** A fact: what it is, and how it stands. */
export function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-6 py-2">
      <span>{label}</span>
      <span className="min-w-0 break-words text-ink-soft">{children}</span>
    </div>
  );
}
