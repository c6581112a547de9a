import { type ReactNode, useState } from 'react';
import { m } from '../i18n/messages.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

interface ConfirmDialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** The verb: "Delete chat", not "OK". */
  readonly action: string;
  readonly danger?: boolean;
  readonly onConfirm: () => unknown;
  /** Goes further than the action. */
  readonly further?: { readonly action: string; readonly onConfirm: () => unknown } | undefined;
  readonly onClose: () => void;
}

export function ConfirmDialog({
  title,
  children,
  action,
  danger,
  onConfirm,
  further,
  onClose,
}: ConfirmDialogProps): ReactNode {
  const [busy, setBusy] = useState<unknown>();
  const confirm = (run: () => unknown) => async (): Promise<void> => {
    setBusy(() => run);
    try {
      await run();
      onClose();
    } finally {
      setBusy(undefined);
    }
  };
  const kind = danger ? 'danger' : 'primary';
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button kind="quiet" onClick={onClose}>
            {m.ui_cancel()}
          </Button>
          <Button kind={further ? 'secondary' : kind} busy={busy === onConfirm} onClick={confirm(onConfirm)}>
            {action}
          </Button>
          {further && (
            <Button kind={kind} busy={busy === further.onConfirm} onClick={confirm(further.onConfirm)}>
              {further.action}
            </Button>
          )}
        </>
      }
    >
      {children}
    </Dialog>
  );
}
