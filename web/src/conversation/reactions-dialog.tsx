import type { Message } from '@parley/client';
import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { useChats } from '../state/chats.ts';
import { useGroups, useNameOfAccount } from '../state/groups.ts';
import { useSession } from '../state/session.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { PersonAvatar } from '../ui/person-avatar.tsx';
import { mayReact } from './may-act.ts';
import { useOpenChat } from './open-chat-context.tsx';
import { react } from './reactions.ts';

interface ReactionsDialogProps {
  readonly message: Message;
  readonly onClose: () => void;
}

/** Who has reacted; one's own can be taken back. */
export function ReactionsDialog({ message, onClose }: ReactionsDialogProps): ReactNode {
  const now = useOpenChat(chat =>
    chat.loaded.messages.find(({ id, author }) => id === message.id && author === message.author),
  );
  const own = useSession(session => session.profile);
  const chats = useChats(({ chats }) => chats);
  const people = useGroups(groups => groups.people);
  const nameOf = useNameOfAccount();
  return (
    <Dialog title={m.reactions_title()} onClose={onClose}>
      <ul className="divide-y divide-line">
        {(now ?? message).reactions?.map(({ account, emoji }) => {
          const isOwn = account === own?.account;
          const name = isOwn ? m.message_you() : nameOf(account);
          const avatar = isOwn ? own.avatar : (chats.get(account) ?? people.get(account))?.avatar;
          return (
            <li key={account} className="flex min-h-12 items-center gap-3 py-1.5">
              <PersonAvatar account={account} name={name} avatar={avatar} size={36} />
              <bdi className="min-w-0 grow truncate">{name}</bdi>
              {isOwn && mayReact(message) && (
                <Button kind="quiet" onClick={() => void react(message, emoji).then(onClose)}>
                  {m.react_take_back({ emoji })}
                </Button>
              )}
              {!(isOwn && mayReact(message)) && <span className="text-2xl">{emoji}</span>}
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
