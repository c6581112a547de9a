import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { closeToast, useToasts } from '../state/toasts.ts';
import { IconButton } from './icon-button.tsx';

/** Where toasts appear; screen readers hear them as they come. */
export function Toasts(): ReactNode {
  const toasts = useToasts(state => state.toasts);
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-6 z-40 flex flex-col items-center gap-2 px-4"
    >
      {toasts.map(({ id, text, action }) => (
        <div
          key={id}
          className="pointer-events-auto flex min-h-11 max-w-[30rem] animate-[appear_var(--duration-base)_var(--ease-out)] items-center gap-2 rounded-lg bg-raised ps-4 pe-1.5 text-ink shadow-menu"
        >
          <span className="py-2.5">{text}</span>
          {action && (
            <button
              type="button"
              className="min-h-10 rounded-full px-3 font-semibold text-accent hover:bg-sunken"
              onClick={() => {
                closeToast(id);
                action.run();
              }}
            >
              {action.label}
            </button>
          )}
          <IconButton icon="close" label={m.ui_close()} onClick={() => closeToast(id)} />
        </div>
      ))}
    </div>
  );
}
