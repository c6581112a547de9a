import { parseAccountId } from '@parley/protocol';
import { type ReactNode, useState } from 'react';
import { m } from '../i18n/messages.ts';
import { deleteChat, mute, type muteTimes } from '../state/chat-actions.ts';
import { type ChatDialog, closeChatDialog, useChatDialog } from '../state/chat-dialogs.ts';
import { chatName } from '../state/chats.ts';
import { Button } from '../ui/button.tsx';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { BlockDialog, ReportDialog } from './block-dialogs.tsx';

export function ChatDialogs(): ReactNode {
  const dialog = useChatDialog(state => state.dialog);
  if (!dialog) return null;
  const { kind, chat } = dialog;
  if (kind === 'mute') return <MuteDialog {...dialog} />;
  const account = parseAccountId(chat.id);
  if (kind === 'delete' || !account) return <DeleteDialog {...dialog} />;
  const person = { account, name: chatName(chat) };
  return kind === 'block' ? <BlockDialog {...person} /> : <ReportDialog {...person} />;
}

function DeleteDialog({ chat }: ChatDialog): ReactNode {
  return (
    <ConfirmDialog
      title={m.chat_delete_title({ name: chatName(chat) })}
      action={m.chat_delete()}
      danger
      onConfirm={() => deleteChat(chat)}
      onClose={closeChatDialog}
    >
      <p className="text-ink-soft">{m.chat_delete_text()}</p>
    </ConfirmDialog>
  );
}

function MuteDialog({ chat }: ChatDialog): ReactNode {
  const [time, setTime] = useState<keyof typeof muteTimes>('hours');
  const choices = { hours: m.chat_mute_hours(), week: m.chat_mute_week(), always: m.chat_mute_always() };
  const confirm = (): void => {
    closeChatDialog();
    void mute(chat, time);
  };
  return (
    <Dialog
      title={m.chat_mute_title({ name: chatName(chat) })}
      onClose={closeChatDialog}
      actions={
        <>
          <Button kind="quiet" onClick={closeChatDialog}>
            {m.ui_cancel()}
          </Button>
          <Button kind="primary" onClick={confirm}>
            {m.chat_mute()}
          </Button>
        </>
      }
    >
      <p className="pb-2 text-ink-soft">{m.chat_mute_text()}</p>
      <fieldset>
        <legend className="sr-only">{m.chat_mute_how_long()}</legend>
        {Object.entries(choices).map(([key, label]) => (
          <label key={key} className="flex min-h-11 cursor-pointer items-center gap-3">
            <input
              type="radio"
              name="mute"
              className="size-4.5 accent-accent-fill"
              checked={time === key}
              onChange={() => setTime(key as keyof typeof muteTimes)}
            />
            {label}
          </label>
        ))}
      </fieldset>
    </Dialog>
  );
}
