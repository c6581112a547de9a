// What a person does to a chat from the list, the header or a shortcut. Failures are told in a toast.
import { ALWAYS, type Chat } from '@parley/client';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { currentRoute, navigate, paths } from '../router.ts';
import { chatName } from './chats.ts';
import { orToast } from './failures.ts';
import { showToast } from './toasts.ts';

const HOUR_MS = 3_600_000;

export const muteTimes = { hours: 8 * HOUR_MS, week: 7 * 24 * HOUR_MS, always: undefined } as const;

export async function setArchived(chat: Chat, archived: boolean): Promise<void> {
  if (!(await orToast(engine.updateChat(chat.id, { archived })))) return;
  const undo = {
    label: m.ui_undo(),
    run: () => void orToast(engine.updateChat(chat.id, { archived: !archived })),
  };
  showToast(archived ? m.chat_archived_toast() : m.chat_unarchived_toast(), { action: undo });
}

export async function setPinned(chat: Chat, pinned: boolean): Promise<void> {
  await orToast(engine.updateChat(chat.id, { pinned }));
}

export async function mute(chat: Chat, time: keyof typeof muteTimes): Promise<void> {
  const forMs = muteTimes[time];
  await orToast(engine.updateChat(chat.id, { mutedUntil: forMs === undefined ? ALWAYS : Date.now() + forMs }));
}

export async function unmute(chat: Chat): Promise<void> {
  await orToast(engine.updateChat(chat.id, { mutedUntil: null }));
}

/** Marking as read tells the authors, as opening the chat would. */
export async function setUnread(chat: Chat, unread: boolean): Promise<void> {
  if (unread) return void (await orToast(engine.updateChat(chat.id, { markedUnread: true })));
  if (chat.unread > 0) return void (await orToast(engine.markRead(chat.id)));
  await orToast(engine.updateChat(chat.id, { markedUnread: false }));
}

/** Messages and settings of the chat, on this device. */
export async function deleteChat(chat: Chat): Promise<void> {
  const route = currentRoute();
  if (route.page === 'chat' && route.account === chat.id) navigate(paths.chats, { replace: true });
  await orToast(engine.deleteChat(chat.id));
  showToast(m.chat_deleted_toast({ name: chatName(chat) }));
}
