// Keeps this browser subscribed while the person wants to hear of messages with the app closed, and what pushes have left
// on the screen away from who looks at the app.
import { useLanguage } from '../i18n/language.ts';
import { type Preferences, usePreferences } from '../state/preferences.ts';
import { useSession } from '../state/session.ts';
import { PUSH_TAG } from './push-note.ts';
import { subscribeToPush, unsubscribeFromPush } from './push-subscription.ts';
import { keepPushSettings } from './push-text.ts';
import { closeNotice } from './shown.ts';

export const wantsPush = ({ notifications, notificationsClosed }: Preferences): boolean =>
  notifications && notificationsClosed && globalThis.Notification?.permission === 'granted';

export function followPush(): void {
  if (!navigator.serviceWorker || import.meta.env.DEV) return;
  const keep = (): void => {
    const { language } = useLanguage.getState();
    void keepPushSettings({ language, sound: usePreferences.getState().notificationSound });
  };
  keep();
  useLanguage.subscribe(keep);
  usePreferences.subscribe(keep);
  const clear = (): void => {
    if (document.visibilityState === 'visible') void closeNotice(PUSH_TAG);
  };
  clear();
  addEventListener('focus', clear);
  document.addEventListener('visibilitychange', clear);
  const isReady = (): boolean => useSession.getState().state === 'ready';
  const subscribe = (): void => {
    // The first time the service worker may still be on its way.
    if (isReady() && wantsPush(usePreferences.getState()))
      void navigator.serviceWorker.ready.then(subscribeToPush).catch(() => undefined);
  };
  subscribe();
  useSession.subscribe(({ state }, before) => {
    if (state === 'ready' && before.state !== 'ready') subscribe();
    if (before.state === 'ready' && state !== 'ready') void unsubscribeFromPush({ tell: false }).catch(() => undefined);
  });
  usePreferences.subscribe((now, before) => {
    if (wantsPush(now) === wantsPush(before)) return;
    if (wantsPush(now)) subscribe();
    else void unsubscribeFromPush({ tell: isReady() }).catch(() => undefined);
  });
}
