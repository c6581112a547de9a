// Every shortcut of the window and of the list: one table that the handler, the sheet and the settings page read (U38, U39).
// Browsers keep Ctrl+N, Ctrl+T and Ctrl+W for themselves, hence the combinations with Alt.
import { focusSearch } from '../chats/search-box.tsx';
import { m } from '../i18n/messages.ts';
import { currentRoute, navigate, paths } from '../router.ts';
import { setArchived, setPinned, setUnread, unmute } from '../state/chat-actions.ts';
import { askMute } from '../state/chat-dialogs.ts';
import { isMuted, isUnread } from '../state/chat-order.ts';
import { openShortcutSheet } from '../state/shortcut-sheet.ts';
import { openChat, visibleChats } from '../state/visible-chats.ts';
import { focusNextRegion } from './regions.ts';

export interface Shortcut {
  /** Each of them does it; the first is shown. */
  readonly keys: readonly string[];
  readonly label: () => string;
  readonly run: (key: string) => void;
}

export const shortcuts: readonly Shortcut[] = [
  { keys: ['Alt+ArrowDown', 'Ctrl+Alt+Tab'], label: m.shortcut_next_chat, run: () => step(1) },
  { keys: ['Alt+ArrowUp', 'Ctrl+Alt+Shift+Tab'], label: m.shortcut_previous_chat, run: () => step(-1) },
  { keys: ['Alt+Shift+ArrowDown'], label: m.shortcut_next_unread, run: () => step(1, true) },
  { keys: ['Alt+Shift+ArrowUp'], label: m.shortcut_previous_unread, run: () => step(-1, true) },
  { keys: nine('Ctrl+'), label: m.shortcut_chat_by_number, run: key => goTo(Number(key.at(-1)) - 1) },
  { keys: ['Ctrl+K', 'Ctrl+F', 'Ctrl+Alt+/'], label: m.shortcut_search, run: search },
  { keys: ['Ctrl+Alt+N'], label: m.chats_new, run: () => navigate(paths.new) },
  { keys: ['Ctrl+.'], label: m.shortcut_info, run: toggleInfo },
  { keys: ['Ctrl+Alt+E'], label: m.shortcut_archive, run: withOpen(chat => setArchived(chat, !chat.archived)) },
  {
    keys: ['Ctrl+Alt+Shift+M'],
    label: m.shortcut_mute,
    run: withOpen(chat => (isMuted(chat, Date.now()) ? unmute(chat) : askMute(chat))),
  },
  { keys: ['Ctrl+Alt+Shift+U'], label: m.shortcut_unread, run: withOpen(chat => setUnread(chat, !isUnread(chat))) },
  {
    keys: ['Ctrl+Alt+Shift+P'],
    label: m.shortcut_pin,
    run: withOpen(chat => setPinned(chat, chat.pinnedAt === undefined)),
  },
  { keys: ['Ctrl+Alt+,'], label: m.chats_settings, run: () => navigate(paths.settings()) },
  { keys: ['F6', 'Shift+F6'], label: m.shortcut_region, run: key => focusNextRegion(key.startsWith('Shift') ? -1 : 1) },
  { keys: ['Ctrl+/'], label: m.shortcuts_title, run: openShortcutSheet },
];

function nine(prefix: string): string[] {
  return Array.from({ length: 9 }, (_, i) => `${prefix}${i + 1}`);
}

type OpenChat = NonNullable<ReturnType<typeof openChat>>;

function withOpen(act: (chat: OpenChat) => unknown): () => void {
  return () => {
    const chat = openChat();
    if (chat) act(chat);
  };
}

function chatsInSight(): OpenChat[] {
  const { page } = currentRoute();
  return visibleChats(page === 'archived' || Boolean(openChat()?.archived));
}

function goTo(index: number): void {
  const chat = chatsInSight()[index];
  if (chat) navigate(paths.chat(chat.id));
}

/** From the open chat on, not around: at the end one is at the end. */
function step(by: 1 | -1, unreadOnly = false): void {
  const chats = chatsInSight();
  const open = openChat()?.id;
  const from = chats.findIndex(chat => chat.id === open);
  let index = from === -1 && by === -1 ? chats.length - 1 : from + by;
  while (unreadOnly && chats[index] && !isUnread(chats[index]!)) index += by;
  if (chats[index]) navigate(paths.chat(chats[index]!.id));
}

/** The box is part of the list: where that is out of sight, it is gone to first. */
function search(): void {
  const { page } = currentRoute();
  const hidden = document.querySelector('#search')?.checkVisibility() !== true;
  if (hidden || page === 'new' || page === 'settings' || page === 'archived') navigate(paths.chats);
  requestAnimationFrame(focusSearch);
}

function toggleInfo(): void {
  const route = currentRoute();
  if (route.page === 'chat') navigate(route.info ? paths.chat(route.account) : paths.info(route.account));
}
