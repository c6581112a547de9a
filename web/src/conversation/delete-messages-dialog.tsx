import type { Message } from '@parley/client';
import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { mayDeleteForEveryone } from './may-act.ts';
import { deleteForEveryone, deleteMessages } from './message-actions.ts';

interface DeleteMessagesDialogProps {
  readonly messages: readonly Message[];
  readonly onDone?: () => void;
  readonly onClose: () => void;
}

export function DeleteMessagesDialog({ messages, onDone, onClose }: DeleteMessagesDialogProps): ReactNode {
  const unsent = messages.some(({ state }) => state === 'pending');
  const forEveryone = messages.every(message => mayDeleteForEveryone(message));
  const confirm = (run: typeof deleteMessages) => async (): Promise<void> => {
    await run(messages);
    onDone?.();
  };
  const further = { action: m.delete_for_everyone(), onConfirm: confirm(deleteForEveryone) };
  return (
    <ConfirmDialog
      title={m.delete_title({ count: messages.length })}
      action={m.message_delete()}
      danger
      onConfirm={confirm(deleteMessages)}
      further={forEveryone ? further : undefined}
      onClose={onClose}
    >
      {forEveryone && <p className="font-medium">{m.message_delete()}</p>}
      <p className="text-ink-soft">
        {m.delete_text()} {unsent && m.delete_unsent()}
      </p>
      {forEveryone && (
        <>
          <p className="mt-3 font-medium">{m.delete_for_everyone()}</p>
          <p className="text-ink-soft">{m.delete_everyone_text()}</p>
        </>
      )}
    </ConfirmDialog>
  );
}
