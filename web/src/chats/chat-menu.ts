// What can be done to a chat (U8). Used by the list's context menu; the chat's header and contact info offer parts of it.
import type { Chat } from '@parley/client';
import { m } from '../i18n/messages.ts';
import { otherOf, unblock } from '../state/blocking.ts';
import { setArchived, setPinned, setUnread, unmute } from '../state/chat-actions.ts';
import { askBlock, askDelete, askMute, askReport } from '../state/chat-dialogs.ts';
import { isMuted, isUnread } from '../state/chat-order.ts';
import { isBlocked } from '../state/privacy.ts';
import type { MenuItem } from '../ui/menu.tsx';

export function chatMenu(chat: Chat): MenuItem[] {
  const unread = isUnread(chat);
  const pinned = chat.pinnedAt !== undefined;
  return [
    {
      label: chat.archived ? m.chat_unarchive() : m.chat_archive(),
      icon: chat.archived ? 'unarchive' : 'archive',
      onSelect: () => void setArchived(chat, !chat.archived),
    },
    isMuted(chat, Date.now())
      ? { label: m.chat_unmute(), icon: 'bell', onSelect: () => void unmute(chat) }
      : { label: m.chat_mute_ask(), icon: 'bell-off', onSelect: () => askMute(chat) },
    ...(chat.archived
      ? []
      : [
          {
            label: pinned ? m.chat_unpin() : m.chat_pin(),
            icon: pinned ? ('pin-off' as const) : ('pin' as const),
            onSelect: () => void setPinned(chat, !pinned),
          },
        ]),
    {
      label: unread ? m.chat_mark_read() : m.chat_mark_unread(),
      icon: unread ? 'read' : 'unread',
      onSelect: () => void setUnread(chat, !unread),
    },
    { label: m.chat_delete_ask(), icon: 'trash', danger: true, separated: true, onSelect: () => askDelete(chat) },
    ...blockItems(chat),
  ];
}

/** With one other person alone. */
function blockItems(chat: Chat): MenuItem[] {
  const other = otherOf(chat);
  if (!other) return [];
  return [
    isBlocked(other)
      ? { label: m.block_undo(), icon: 'block', onSelect: () => void unblock(other) }
      : { label: m.block_ask(), icon: 'block', danger: true, onSelect: () => askBlock(chat) },
    { label: m.report_ask(), icon: 'warning', danger: true, onSelect: () => askReport(chat) },
  ];
}
