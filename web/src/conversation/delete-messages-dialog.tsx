import type { Message } from '@parley/client';
import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { deleteMessages } from './message-actions.ts';

interface DeleteMessagesDialogProps {
  readonly messages: readonly Message[];
  readonly onDone?: () => void;
  readonly onClose: () => void;
}

export function DeleteMessagesDialog({ messages, onDone, onClose }: DeleteMessagesDialogProps): ReactNode {
  const unsent = messages.some(({ state }) => state === 'pending');
  const confirm = async (): Promise<void> => {
    await deleteMessages(messages);
    onDone?.();
  };
  return (
    <ConfirmDialog
      title={m.delete_title({ count: messages.length })}
      action={m.message_delete()}
      danger
      onConfirm={confirm}
      onClose={onClose}
    >
      <p className="text-ink-soft">
        {m.delete_text()} {unsent && m.delete_unsent()}
      </p>
    </ConfirmDialog>
  );
}
