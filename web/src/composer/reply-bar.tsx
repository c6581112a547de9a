import type { ReactNode } from 'react';
import { QuotedPicture } from '../attachments/quoted-picture.tsx';
import { useAuthorName } from '../conversation/author-name.ts';
import { useOpenChat, useOpenChatStore } from '../conversation/open-chat-context.tsx';
import { m } from '../i18n/messages.ts';
import { messageLine } from '../text/message-line.ts';
import { IconButton } from '../ui/icon-button.tsx';

/** What the message being written answers. */
export function ReplyBar(): ReactNode {
  const message = useOpenChat(chat => chat.replyTo);
  const store = useOpenChatStore();
  const name = useAuthorName(message?.author ?? ('' as never));
  if (!message) return null;
  return (
    <div className="mb-2 flex items-center gap-1 rounded-md border-accent border-s-3 bg-sunken py-1 ps-3 pe-1">
      <div className="min-w-0 grow text-sm">
        <p className="font-semibold text-accent">
          <span className="sr-only">{m.composer_replying_to()} </span>
          <bdi>{name}</bdi>
        </p>
        <p dir="auto" className="truncate text-ink-soft">
          {messageLine(message)}
        </p>
      </div>
      <QuotedPicture message={message} />
      <IconButton
        icon="close"
        label={m.composer_cancel_reply()}
        onClick={() => store.setState({ replyTo: undefined })}
      />
    </div>
  );
}
