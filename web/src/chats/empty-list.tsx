import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { navigate, paths } from '../router.ts';
import type { ChatFilter } from '../state/chat-order.ts';
import { setFilter } from '../state/chats.ts';
import { Button } from '../ui/button.tsx';
import { EchoHint } from './echo-hint.tsx';

interface EmptyListProps {
  readonly archived: boolean;
  readonly filter: ChatFilter;
}

/** Why there is nothing, and what to do about it. */
export function EmptyList({ archived, filter }: EmptyListProps): ReactNode {
  if (archived) return <Note text={m.chats_none_archived()} />;
  if (filter === 'unread') {
    return (
      <Note text={m.chats_none_unread()}>
        <Button onClick={() => setFilter('all')}>{m.chats_show_all()}</Button>
      </Note>
    );
  }
  if (filter === 'groups') {
    return (
      <Note text={m.groups_none()}>
        <Button icon="people" onClick={() => navigate(paths.newGroup)}>
          {m.groups_new()}
        </Button>
      </Note>
    );
  }
  return (
    <Note title={m.chats_none_title()} text={m.chats_none_text()}>
      <Button kind="primary" icon="new-chat" onClick={() => navigate(paths.new)}>
        {m.chats_new()}
      </Button>
      <EchoHint />
    </Note>
  );
}

interface NoteProps {
  readonly title?: string;
  readonly text: string;
  readonly children?: ReactNode;
}

function Note({ title, text, children }: NoteProps): ReactNode {
  return (
    <div className="flex flex-col items-center gap-4 px-8 py-10 text-center text-ink-soft">
      <div>
        {title && <h2 className="pb-1 font-semibold text-ink text-lg">{title}</h2>}
        <p>{text}</p>
      </div>
      {children}
    </div>
  );
}
