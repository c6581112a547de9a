// The second line of a row: who is typing, the draft, or the newest message with its ticks, in groups with its author
// (U5, U7).
import type { Chat, Message } from '@parley/client';
import { type ReactNode, Suspense } from 'react';
import { m } from '../i18n/messages.ts';
import { NoticePreview } from '../shell/rooms.ts';
import { useGroup, useNameOfAccount } from '../state/groups.ts';
import { useIsFolded } from '../state/privacy.ts';
import { useTypists } from '../state/typing.ts';
import { messageLine } from '../text/message-line.ts';
import { plainLine } from '../text/plain.ts';
import { Icon } from '../ui/icon.tsx';
import { Ticks } from '../ui/ticks.tsx';
import { TypingLine } from './typing-line.tsx';

export function ChatPreview({ chat, open }: { readonly chat: Chat; readonly open: boolean }): ReactNode {
  const typists = useTypists(chat.id);
  if (typists) return <TypingLine chat={chat.id} typists={typists} />;
  if (chat.draft?.text && !open) {
    return (
      <span className="truncate">
        <span className="font-medium text-accent">{m.chat_draft()} </span>
        <bdi>{plainLine(chat.draft.text)}</bdi>
      </span>
    );
  }
  const { last, reaction } = chat;
  if (reaction) return <ReactionPreview chat={chat} reaction={reaction} />;
  if (!last) return <span className="truncate">{m.chat_no_messages()}</span>;
  return (
    <>
      {last.outgoing && !last.deletedBy && <Ticks state={last.state} />}
      {chat.group && !last.notice && <Author message={last} />}
      <MessagePreview message={last} />
    </>
  );
}

/** What somebody thinks of what one has written, until something is said. */
function ReactionPreview({
  chat,
  reaction: { account, emoji, message },
}: {
  readonly chat: Chat;
  readonly reaction: NonNullable<Chat['reaction']>;
}): ReactNode {
  useGroup(chat.id);
  const nameOf = useNameOfAccount();
  return <bdi className="truncate">{m.chat_reacted({ name: nameOf(account), emoji, text: messageLine(message) })}</bdi>;
}

function MessagePreview({ message }: { readonly message: Message }): ReactNode {
  const { state, notice } = message;
  const folded = useIsFolded(message);
  if (folded) return <span className="truncate italic">{m.block_folded()}</span>;
  if (notice?.kind === 'security_code_changed') return <Line icon="shield" text={m.chat_code_changed()} />;
  if (notice) {
    return (
      <Suspense>
        <NoticePreview message={message} />
      </Suspense>
    );
  }
  if (state === 'parked') return <Line icon="clock" text={m.chat_unreadable()} />;
  return (
    <bdi className="truncate" dir="auto">
      {messageLine(message)}
    </bdi>
  );
}

/** Names of people who are in the group alone are known from it. */
function Author({ message: { author, chat, outgoing } }: { readonly message: Message }): ReactNode {
  useGroup(chat);
  const nameOf = useNameOfAccount();
  return (
    <span className="flex max-w-[45%] shrink-0">
      <bdi className="truncate">{outgoing ? m.message_you() : nameOf(author)}</bdi>:
    </span>
  );
}

function Line({ icon, text }: { readonly icon: 'shield' | 'clock'; readonly text: string }): ReactNode {
  return (
    <>
      <Icon name={icon} size={14} />
      <span className="truncate italic">{text}</span>
    </>
  );
}
