// The browser is asked for permission when the person switches notifications on, and at no other time (U37).
import { type ReactNode, useEffect, useState } from 'react';
import { m } from '../i18n/messages.ts';
import { setPreference, usePreferences } from '../state/preferences.ts';
import { Note } from '../ui/note.tsx';
import { Switch } from '../ui/switch.tsx';
import { Card } from './card.tsx';
import { PushCard } from './push-card.tsx';

export function NotificationsPage(): ReactNode {
  const { notifications, notificationPreview, notificationSound } = usePreferences();
  const [permission, setPermission] = usePermission();
  const on = notifications && permission === 'granted';
  const toggle = async (wanted: boolean): Promise<void> => {
    if (!wanted) return setPreference('notifications', false);
    const answer = await Notification.requestPermission();
    setPermission(answer);
    setPreference('notifications', answer === 'granted');
  };
  return (
    <>
      {permission === undefined && <Note icon="bell-off">{m.settings_notifications_unsupported()}</Note>}
      {permission === 'denied' && (
        <Note icon="bell-off" kind="warning">
          {m.settings_notifications_denied()}
        </Note>
      )}
      <Card>
        <Switch
          label={m.settings_notify()}
          hint={m.settings_notify_hint()}
          checked={on}
          disabled={permission === undefined || permission === 'denied'}
          onChange={wanted => void toggle(wanted)}
        />
        <Switch
          label={m.settings_notify_preview()}
          hint={m.settings_notify_preview_hint()}
          checked={notificationPreview}
          disabled={!on}
          onChange={wanted => setPreference('notificationPreview', wanted)}
        />
        <Switch
          label={m.settings_notify_sound()}
          checked={notificationSound}
          disabled={!on}
          onChange={wanted => setPreference('notificationSound', wanted)}
        />
      </Card>
      {permission !== undefined && <PushCard on={on} />}
      <p className="px-2 text-pretty text-ink-soft text-sm">{m.settings_notifications_text()}</p>
    </>
  );
}

type Permission = NotificationPermission | undefined;

/** Undefined: the browser has no notifications. Followed while it is changed in the browser's own settings. */
function usePermission(): [Permission, (permission: Permission) => void] {
  const [permission, setPermission] = useState<Permission>(current);
  useEffect(() => {
    const stop = new AbortController();
    const follow = async (): Promise<void> => {
      const status = await navigator.permissions.query({ name: 'notifications' });
      status.addEventListener('change', () => setPermission(current()), { signal: stop.signal });
    };
    // Without it, the page shows how it stood when it was opened.
    follow().catch(() => undefined);
    return () => stop.abort();
  }, []);
  return [permission, setPermission];
}

function current(): Permission {
  return 'Notification' in globalThis ? Notification.permission : undefined;
}
