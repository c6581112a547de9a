import type { ChatId } from '@parley/client';
import { isGroupId } from '@parley/protocol';
import type { ReactNode } from 'react';
import { useGroup, useNameOfAccount } from '../state/groups.ts';
import type { Typists } from '../state/typing.ts';
import { typingLine } from '../text/typing-line.ts';

interface TypingLineProps {
  readonly chat: ChatId;
  readonly typists: Typists;
}

/** Who is typing there. Drawn only while somebody is: it looks names up, and those change with any chat. */
export function TypingLine({ chat, typists }: TypingLineProps): ReactNode {
  const nameOf = useNameOfAccount();
  // Names of people who are in the group alone are known from it.
  useGroup(chat);
  return (
    <span className="block truncate text-accent text-sm">
      {typingLine(typists, isGroupId(chat) ? nameOf : undefined)}
    </span>
  );
}
