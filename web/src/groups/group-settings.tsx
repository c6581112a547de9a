import type { Group, GroupSettings } from '@parley/client';
import { type ReactNode, useState } from 'react';
import { TimerSelect } from '../contact/timer-select.tsx';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { Switch } from '../ui/switch.tsx';
import { changed } from './group-action.ts';

/** For admins. */
export function GroupSettingsSection({ group }: { readonly group: Group }): ReactNode {
  const [wanted, setWanted] = useState<Partial<GroupSettings>>({});
  // Shown as wanted at once; what the group says counts when it has answered.
  const { announcementsOnly, adminsEditDetails, timerS } = { ...group.settings, ...wanted };
  const change = async (settings: Partial<GroupSettings>): Promise<void> => {
    setWanted(settings);
    await changed(engine.changeGroup(group.id, { settings }));
    setWanted({});
  };
  const busy = Object.keys(wanted).length > 0;
  return (
    <section className="border-line border-t px-5 py-3">
      <h3 className="pb-1 font-semibold text-ink-soft text-sm">{m.groups_settings()}</h3>
      <Switch
        label={m.groups_announcements()}
        hint={m.groups_announcements_hint()}
        checked={announcementsOnly}
        disabled={busy}
        onChange={announcementsOnly => void change({ announcementsOnly })}
      />
      <Switch
        label={m.groups_admins_edit()}
        checked={adminsEditDetails}
        disabled={busy}
        onChange={adminsEditDetails => void change({ adminsEditDetails })}
      />
      <TimerSelect seconds={timerS} disabled={busy} onChange={timerS => void change({ timerS })} />
    </section>
  );
}
