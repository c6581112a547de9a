// Instead of the header while messages are being selected: how many, and what can be done with them.
import type { Message } from '@parley/client';
import { type ReactNode, useState } from 'react';
import { m } from '../i18n/messages.ts';
import { askForward, isForwardable } from '../state/forwarding.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { useNameOf } from './author-name.ts';
import { DeleteMessagesDialog } from './delete-messages-dialog.tsx';
import { copyMessages } from './message-actions.ts';
import { useOpenChat, useOpenChatStore } from './open-chat-context.tsx';
import { keyOf } from './rows.ts';

export function SelectionBar(): ReactNode {
  const store = useOpenChatStore();
  const selected = useOpenChat(chat => chat.selected);
  const loaded = useOpenChat(chat => chat.loaded);
  const nameOf = useNameOf();
  const [deleting, setDeleting] = useState<readonly Message[]>();
  const messages = loaded.messages.filter(message => selected?.has(keyOf(message)));
  const done = (): void => store.setState({ selected: undefined });
  return (
    <header
      role="toolbar"
      aria-label={m.selection_toolbar()}
      className="flex h-16 shrink-0 items-center gap-1 border-line border-b bg-surface px-2"
    >
      <IconButton icon="close" label={m.selection_end()} onClick={done} />
      <p aria-live="polite" className="min-w-0 grow truncate px-1 font-semibold">
        {m.selection_count({ count: messages.length })}
      </p>
      <IconButton
        icon="copy"
        label={m.message_copy()}
        disabled={messages.length === 0}
        onClick={() => void copyMessages(messages, nameOf).then(done)}
      />
      <IconButton
        icon="forward"
        label={m.message_forward()}
        disabled={messages.length === 0 || !messages.every(isForwardable)}
        onClick={() => askForward(messages, done)}
      />
      <IconButton
        icon="trash"
        label={m.message_delete()}
        disabled={messages.length === 0}
        onClick={() => setDeleting(messages)}
      />
      {deleting && <DeleteMessagesDialog messages={deleting} onDone={done} onClose={() => setDeleting(undefined)} />}
    </header>
  );
}
