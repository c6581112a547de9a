import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';

interface SafetyResultProps {
  readonly result: 'match' | 'differs';
  readonly name: string;
}

/** What a scan has shown, in words before colours. */
export function SafetyResult({ result, name }: SafetyResultProps): ReactNode {
  const match = result === 'match';
  return (
    <div
      role="alert"
      className={classes(
        'flex gap-3 rounded-lg border-2 p-3',
        match ? 'border-ok text-ok' : 'border-danger text-danger',
      )}
    >
      <Icon name={match ? 'shield' : 'warning'} size={24} />
      <div className="min-w-0">
        <p className="font-semibold">{match ? m.safety_match() : m.safety_differs()}</p>
        <p className="text-ink text-sm">{match ? m.safety_match_text({ name }) : m.safety_differs_text({ name })}</p>
      </div>
    </div>
  );
}
