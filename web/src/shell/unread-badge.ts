// How much is unread, in the title, on the tab's icon and on the installed app's (U10).
import { totalUnread } from '../state/chat-order.ts';
import { useChats } from '../state/chats.ts';
import { useMinute } from '../state/clock-minute.ts';

export function showUnreadInTitle(): void {
  let shown = 0;
  const show = (): void => {
    const unread = totalUnread(useChats.getState().chats.values(), Date.now());
    if (unread === shown) return;
    shown = unread;
    document.title = unread > 0 ? `(${unread}) Parley` : 'Parley';
    document.querySelector('link[rel=icon]')?.setAttribute('href', unread > 0 ? '/icon-unread.svg' : '/icon.svg');
    const told = unread > 0 ? navigator.setAppBadge?.(unread) : navigator.clearAppBadge?.();
    told?.catch(() => undefined);
  };
  useChats.subscribe(show);
  // A mute ends by the clock.
  useMinute.subscribe(show);
}
