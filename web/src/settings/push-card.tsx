// Messages while the app is closed: a switch, and a try that says how long a push takes or where it got stuck (F51).
import { type ReactNode, useState } from 'react';
import { localeTag } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { type PushTried, tryPush } from '../notify/push-test.ts';
import { setPreference, usePreferences } from '../state/preferences.ts';
import { Button } from '../ui/button.tsx';
import { Note } from '../ui/note.tsx';
import { Switch } from '../ui/switch.tsx';
import { Card } from './card.tsx';

export function PushCard({ on }: { readonly on: boolean }): ReactNode {
  const { notificationsClosed } = usePreferences();
  const [tried, setTried] = useState<PushTried>();
  const [busy, setBusy] = useState(false);
  const attempt = async (): Promise<void> => {
    setBusy(true);
    setTried(undefined);
    setTried(await tryPush().catch(() => ({ kind: 'unreachable' as const })));
    setBusy(false);
  };
  return (
    <Card>
      <Switch
        label={m.settings_push()}
        hint={m.settings_push_hint()}
        checked={on && notificationsClosed}
        disabled={!on}
        onChange={wanted => setPreference('notificationsClosed', wanted)}
      />
      {on && notificationsClosed && (
        <div className="flex flex-col items-start gap-3 py-2">
          <Button busy={busy} onClick={() => void attempt()}>
            {m.settings_push_try()}
          </Button>
          <div role="status" className="w-full">
            {busy && <Note icon="info">{m.settings_push_trying()}</Note>}
            {tried && (
              <Note icon="info" kind={tried.kind === 'arrived' ? 'plain' : 'warning'}>
                {saidOf(tried)}
              </Note>
            )}
          </div>
        </div>
      )}
    </Card>
  );
}

function saidOf(tried: PushTried): string {
  switch (tried.kind) {
    case 'arrived':
      return m.settings_push_arrived({ seconds: secondsText(tried.tookMs) });
    case 'refused':
      return m.settings_push_refused({ why: tried.why });
    case 'later':
      return m.settings_push_later({ why: tried.why });
    case 'lost':
      return m.settings_push_lost();
    case 'browser':
      return m.settings_push_browser();
    case 'server':
      return m.settings_push_server();
    case 'unreachable':
      return m.settings_push_unreachable();
    case 'too_often':
      return m.settings_push_too_often();
  }
}

const secondsText = (ms: number): string =>
  new Intl.NumberFormat(localeTag(), { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(ms / 1_000);
