// The messages and what lies over them: the date while scrolling, the button to the end, menus and dialogs of a message.
import type { Message } from '@parley/client';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { errorText } from '../i18n/error-text.ts';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';
import { Menu } from '../ui/menu.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useNameOf } from './author-name.ts';
import { DeleteMessagesDialog } from './delete-messages-dialog.tsx';
import { MessageInfo } from './message-info.tsx';
import { MessageList } from './message-list.tsx';
import { messageMenu, reactionSigns } from './message-menu.ts';
import type { OpenMenu } from './message-row.tsx';
import { useOpenChat, useOpenChatStore } from './open-chat-context.tsx';
import { ReactDialog } from './react-dialog.tsx';
import { ReactionsDialog } from './reactions-dialog.tsx';
import type { MessageRowData } from './rows.ts';
import { besideFocused } from './use-message-focus.ts';

interface OpenedMenu {
  readonly row: MessageRowData;
  readonly anchor: Parameters<OpenMenu>[1];
  readonly only: Parameters<OpenMenu>[2];
}

interface Deleting {
  readonly message: Message;
  /** Where the focus goes then. */
  readonly beside: HTMLElement | undefined;
}

export function MessageArea(): ReactNode {
  const ready = useOpenChat(chat => chat.ready);
  const [menu, setMenu] = useState<OpenedMenu>();
  const [info, setInfo] = useState<Message>();
  const [reacting, setReacting] = useState<Message>();
  const [reactions, setReactions] = useState<Message>();
  const [deleting, setDeleting] = useState<Deleting>();
  const onDelete = useCallback((message: Message) => setDeleting({ message, beside: besideFocused() }), []);
  const next = useRef<HTMLElement>(undefined);
  // Only now: the dialog has given the focus back, to a message that goes or is gone.
  useEffect(() => {
    if (!deleting) next.current?.focus();
    next.current = undefined;
  }, [deleting]);
  const onMenu = useCallback<OpenMenu>((row, anchor, only) => setMenu({ row, anchor, only }), []);
  const failure = useOpenChat(chat => chat.failure);
  if (!ready) return failure === undefined ? <Opening /> : <NotOpened failure={failure} />;
  return (
    <div className="relative flex min-h-0 grow flex-col">
      <MessageList onMenu={onMenu} onDelete={onDelete} />
      {menu && (
        <MessageMenu
          menu={menu}
          onInfo={setInfo}
          onDelete={onDelete}
          onReact={setReacting}
          onReactions={setReactions}
          onClose={() => setMenu(undefined)}
        />
      )}
      {reacting && <ReactDialog message={reacting} onClose={() => setReacting(undefined)} />}
      {reactions && <ReactionsDialog message={reactions} onClose={() => setReactions(undefined)} />}
      {info && <MessageInfo message={info} onClose={() => setInfo(undefined)} />}
      {deleting && (
        <DeleteMessagesDialog
          messages={[deleting.message]}
          onDone={() => {
            next.current = deleting.beside;
          }}
          onClose={() => setDeleting(undefined)}
        />
      )}
    </div>
  );
}

type MessageMenuProps = Omit<Parameters<typeof messageMenu>[1], 'store' | 'nameOf'> & {
  readonly menu: OpenedMenu;
  readonly onClose: () => void;
};

function MessageMenu({ menu: { row, anchor, only }, onClose, ...asked }: MessageMenuProps): ReactNode {
  const store = useOpenChatStore();
  const nameOf = useNameOf();
  const items = only ? [] : messageMenu(row, { store, nameOf, ...asked });
  return (
    <Menu
      label={only ? m.message_react() : m.message_menu()}
      anchor={anchor}
      signs={reactionSigns(row, asked)}
      items={items}
      onClose={onClose}
    />
  );
}

function NotOpened({ failure }: { readonly failure: unknown }): ReactNode {
  const store = useOpenChatStore();
  return (
    <div role="alert" className="flex grow flex-col items-center justify-center gap-4 p-6 text-center">
      <p className="max-w-md text-ink-soft">{errorText(failure)}</p>
      <Button kind="primary" icon="retry" onClick={() => void store.open()}>
        {m.message_open_again()}
      </Button>
    </div>
  );
}

/** Reading the first page takes a moment; a spinner only where it takes longer. */
function Opening(): ReactNode {
  return (
    <div role="status" aria-label={m.message_loading()} className="flex grow items-center justify-center text-ink-soft">
      <span className="animate-[appear_0.2s_0.4s_both]">
        <Spinner size={32} />
      </span>
    </div>
  );
}
