// What happened last in a group, as the list shows it. Its many words are not needed for a first look at the list.
import type { Message } from '@parley/client';
import type { ReactNode } from 'react';
import { useGroup, useNameOfAccount } from '../state/groups.ts';
import { useSession } from '../state/session.ts';
import { noticeLine } from '../text/notice-line.ts';
import { Icon } from '../ui/icon.tsx';

export function NoticePreview({ message }: { readonly message: Message }): ReactNode {
  useGroup(message.chat);
  const nameOf = useNameOfAccount();
  const own = useSession(session => session.profile?.account);
  return (
    <>
      {message.notice?.kind === 'group_conflict' && <Icon name="warning" size={14} />}
      <span className="truncate italic">{noticeLine(message, { nameOf, own })}</span>
    </>
  );
}
