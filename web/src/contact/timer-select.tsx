// After how long new messages of a chat vanish.
import { type ReactNode, useId } from 'react';
import { m } from '../i18n/messages.ts';
import { readableSpan } from '../i18n/spans.ts';

const DAY_S = 86_400;
const TIMES_S = [3_600, DAY_S, 7 * DAY_S, 30 * DAY_S, 90 * DAY_S];

interface TimerSelectProps {
  readonly seconds: number;
  readonly disabled?: boolean;
  readonly onChange: (seconds: number) => void;
}

export function TimerSelect({ seconds, disabled, onChange }: TimerSelectProps): ReactNode {
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
