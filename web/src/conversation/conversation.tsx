// The chat with one person: header, messages, composer. What is loaded of it and what the person is doing there is in
// state/open-chat.ts; texts are read in text/.
import type { ChatId, GroupRole } from '@parley/protocol';
import { type ReactNode, Suspense, useEffect } from 'react';
import { stopPlaying } from '../attachments/player.ts';
import { BlockedBar } from '../composer/blocked-bar.tsx';
import { Composer } from '../composer/composer.tsx';
import { ReadOnly, type WhyNot } from '../composer/read-only.tsx';
import { m } from '../i18n/messages.ts';
import { MediaDoor } from '../media/media-door.tsx';
import { SendingTray } from '../media/sending-tray.tsx';
import { ChatSearch } from '../shell/rooms.ts';
import { otherOf } from '../state/blocking.ts';
import { closeChatSearch, useChatSearch } from '../state/chat-search.ts';
import { useGroup } from '../state/groups.ts';
import { useIsBlocked } from '../state/privacy.ts';
import { Announcer } from './announcer.tsx';
import { ChatHeader } from './chat-header.tsx';
import { Forwarding } from './forwarding.tsx';
import { MessageArea } from './message-area.tsx';
import { OpenChatProvider, useOpenChat } from './open-chat-context.tsx';
import { PinnedBar } from './pinned-bar.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { useChatKeys } from './use-chat-keys.ts';
import { usePeer } from './use-peer.ts';
import { ViewingOnce } from './viewing-once.tsx';

interface ConversationProps {
  readonly account: ChatId;
  /** A message's cursor to open at. */
  readonly at?: string;
}

/** Fills its column; mounted anew for each chat. */
export function Conversation({ account, at }: ConversationProps): ReactNode {
  return (
    <OpenChatProvider account={account} at={at}>
      <Parts />
    </OpenChatProvider>
  );
}

function Parts(): ReactNode {
  const selecting = useOpenChat(chat => chat.selected !== undefined);
  const account = useOpenChat(chat => chat.account);
  const searching = useChatSearch(search => search.account === account);
  const { name } = usePeer();
  useChatKeys();
  useEffect(() => () => void closeChatSearch(), []);
  useEffect(() => stopPlaying, []);
  return (
    <section aria-label={m.chat_with({ name })} className="@container flex min-h-0 grow flex-col">
      {selecting ? <SelectionBar /> : <ChatHeader />}
      {searching && (
        <Suspense>
          <ChatSearch />
        </Suspense>
      )}
      <PinnedBar />
      <MessageArea />
      <ViewingOnce />
      <Announcer />
      <Writing />
      <Forwarding />
    </section>
  );
}

function Writing(): ReactNode {
  const { chat } = usePeer();
  const group = useGroup(chat?.group && chat.id);
  const other = chat && otherOf(chat);
  const blocked = useIsBlocked(other);
  if (other && blocked) return <BlockedBar account={other} />;
  if (chat?.group && !chat.group.mayWrite) return <ReadOnly why={whyNot(chat.group.role, group?.conflict)} />;
  return (
    <>
      <SendingTray />
      <Composer />
      <MediaDoor />
    </>
  );
}

function whyNot(role: GroupRole | undefined, conflict = false): WhyNot {
  if (role === undefined) return 'left';
  return conflict ? 'conflict' : 'announcements';
}
