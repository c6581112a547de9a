// A modal on the browser's own <dialog>: it traps focus, closes on Esc and gives focus back, without a style element.
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { m } from '../i18n/messages.ts';
import { classes } from './classes.ts';
import { IconButton } from './icon-button.tsx';

/** What is asked comes before the cross in the corner; among buttons the first, which is the harmless one, unless something
 * is marked with `data-dialog-first`. */
const FIRST_CHOICE = ['input', 'textarea', 'button', 'a[href]', '[tabindex="0"]']
  .map(control => `[data-dialog-body] ${control}:not(:disabled)`)
  .concat('[data-dialog-actions] button')
  .join();

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children?: ReactNode;
  /** Buttons, the main one last. */
  readonly actions?: ReactNode;
  readonly wide?: boolean;
}

/** Shown for as long as it is rendered. */
export function Dialog({ title, onClose, children, actions, wide = false }: DialogProps): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    const inside =
      dialog.current?.querySelector<HTMLElement>('[data-dialog-first]') ??
      dialog.current?.querySelector<HTMLElement>(FIRST_CHOICE);
    inside?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a dialog; the click is the one beside it
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={event => {
        event.preventDefault();
        onClose();
      }}
      onClick={event => event.target === dialog.current && onClose()}
      className={classes(
        'm-auto max-h-[min(90dvh,46rem)] w-[min(calc(100vw-2rem),26rem)] animate-[appear_var(--duration-base)_var(--ease-out)] overflow-hidden rounded-xl bg-raised p-0 text-ink shadow-menu',
        wide && 'w-[min(calc(100vw-2rem),48rem)]',
      )}
    >
      <div className="flex max-h-[inherit] flex-col">
        <header className="flex items-center gap-2 ps-6 pe-3 pt-4 pb-1">
          <h2 id={titleId} className="min-w-0 grow font-semibold text-lg">
            {title}
          </h2>
          <IconButton icon="close" label={m.ui_close()} onClick={onClose} />
        </header>
        <div data-dialog-body className="overflow-y-auto px-6 pt-1 pb-5">
          {children}
        </div>
        {actions && (
          <footer data-dialog-actions className="flex flex-wrap justify-end gap-2 px-6 pb-5">
            {actions}
          </footer>
        )}
      </div>
    </dialog>
  );
}
