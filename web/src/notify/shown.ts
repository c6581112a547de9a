// Puts notices on the screen and takes them away: through the service worker, which outlives the tab and is the only way
// on phones; without one, from the page.
import { useLanguage } from '../i18n/language.ts';
import { navigate } from '../router.ts';
import type { Notice } from './notices.ts';

/** Those that the page has shown itself, by tag. */
const own = new Map<string, Notification>();

const worker = async (): Promise<ServiceWorkerRegistration | undefined> => {
  const registration = await navigator.serviceWorker?.getRegistration();
  return registration?.active ? registration : undefined;
};

/** `silent`: our own sound has been played, or there is to be none. */
export async function showNotice({ tag, title, body, path }: Notice, silent: boolean): Promise<void> {
  const { language } = useLanguage.getState();
  const options = { tag, body, silent, lang: language, dir: 'auto', icon: '/icon-192.png', data: { path } } as const;
  const registration = await worker();
  // `renotify` is not in TypeScript's table: the next message of a chat is news as the first one was.
  if (registration) return registration.showNotification(title, { ...options, renotify: true } as NotificationOptions);
  const notification = new Notification(title, options);
  own.set(tag, notification);
  notification.addEventListener('close', () => own.delete(tag));
  notification.addEventListener('click', () => {
    notification.close();
    focus();
    navigate(path);
  });
}

export async function closeNotice(tag: string): Promise<void> {
  own.get(tag)?.close();
  const notifications = await (await worker())?.getNotifications({ tag });
  for (const notification of notifications ?? []) notification.close();
}

/** Of everybody's tabs: the device that they were for is gone. */
export async function closeAllNotices(): Promise<void> {
  for (const notification of own.values()) notification.close();
  for (const notification of (await (await worker())?.getNotifications()) ?? []) notification.close();
}
