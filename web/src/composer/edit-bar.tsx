import type { ReactNode } from 'react';
import { useOpenChat, useOpenChatStore } from '../conversation/open-chat-context.tsx';
import { m } from '../i18n/messages.ts';
import { messageLine } from '../text/message-line.ts';
import { IconButton } from '../ui/icon-button.tsx';

/** The message that is being put otherwise, as it is now. */
export function EditBar(): ReactNode {
  const message = useOpenChat(chat => chat.editing);
  const store = useOpenChatStore();
  if (!message) return null;
  return (
    <div className="mb-2 flex items-center gap-1 rounded-md border-accent border-s-3 bg-sunken py-1 ps-3 pe-1">
      <div className="min-w-0 grow text-sm">
        <p className="font-semibold text-accent">{m.composer_editing()}</p>
        <p dir="auto" className="truncate text-ink-soft">
          {messageLine(message)}
        </p>
      </div>
      <IconButton
        icon="close"
        label={m.composer_cancel_edit()}
        onClick={() => store.setState({ editing: undefined })}
      />
    </div>
  );
}
