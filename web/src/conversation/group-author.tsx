// Who wrote a message of a group: the name above the first of a run, the picture beside the last (U14).
import type { AccountId, Message } from '@parley/client';
import { isGroupId } from '@parley/protocol';
import type { ReactNode } from 'react';
import { useGroups } from '../state/groups.ts';
import { avatarColor } from '../ui/initials.ts';
import { PersonAvatar } from '../ui/person-avatar.tsx';
import { useAuthorName } from './author-name.ts';

/** Others' messages in a group say whose they are. */
export function saysAuthor({ chat, outgoing }: Message): boolean {
  return isGroupId(chat) && !outgoing;
}

/** Read out with the row already. */
export function AuthorLine({ author }: { readonly author: AccountId }): ReactNode {
  const name = useAuthorName(author);
  return (
    <p
      aria-hidden="true"
      className="flex max-w-full pb-0.5 font-semibold text-sm"
      style={{ color: `var(--color-author-${avatarColor(author)})` }}
    >
      <bdi className="truncate">{name}</bdi>
    </p>
  );
}

interface AuthorPictureProps {
  readonly author: AccountId;
  /** Beside the others of a run there is only its room. */
  readonly shown: boolean;
}

const SIZE = 28;

export function AuthorPicture({ author, shown }: AuthorPictureProps): ReactNode {
  const avatar = useGroups(({ people }) => people.get(author)?.avatar);
  const name = useAuthorName(author);
  return (
    <span className="w-7 shrink-0 self-end">
      {shown && <PersonAvatar account={author} name={name} avatar={avatar} size={SIZE} />}
    </span>
  );
}
