import type { Group, GroupSettings } from '@parley/client';
import { type ReactNode, useId, useState } from 'react';
import { engine } from '../engine/engine.ts';
import { m } from '../i18n/messages.ts';
import { readableSpan } from '../i18n/spans.ts';
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
      <Timer seconds={timerS} disabled={busy} onChange={timerS => void change({ timerS })} />
    </section>
  );
}

const DAY_S = 86_400;
const TIMES_S = [3_600, DAY_S, 7 * DAY_S, 30 * DAY_S, 90 * DAY_S];

interface TimerProps {
  readonly seconds: number;
  readonly disabled: boolean;
  readonly onChange: (seconds: number) => void;
}

function Timer({ seconds, disabled, onChange }: TimerProps): ReactNode {
  const id = useId();
  // What another client has chosen is among them.
  const times = [...new Set([...TIMES_S, ...(seconds > 0 ? [seconds] : [])])].sort((a, b) => a - b);
  return (
    <div className="flex flex-col gap-1.5 py-2">
      <label htmlFor={id}>{m.groups_timer()}</label>
      <select
        id={id}
        value={seconds}
        disabled={disabled}
        onChange={event => onChange(Number(event.target.value))}
        aria-describedby={`${id}-hint`}
        className="min-h-11 w-full rounded-md border border-line-strong bg-surface px-3 text-base"
      >
        <option value={0}>{m.groups_timer_off()}</option>
        {times.map(time => (
          <option key={time} value={time}>
            {readableSpan(time)}
          </option>
        ))}
      </select>
      <span id={`${id}-hint`} className="text-ink-soft text-sm">
        {m.groups_timer_hint()}
      </span>
    </div>
  );
}
