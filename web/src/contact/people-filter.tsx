import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';

interface PeopleFilterProps {
  readonly query: string;
  readonly onChange: (query: string) => void;
  /** When absent: name or number. */
  readonly label?: string;
}

export function PeopleFilter({ query, onChange, label = m.newchat_filter() }: PeopleFilterProps): ReactNode {
  return (
    <div className="px-4 pt-3 pb-2">
      <input
        type="search"
        value={query}
        onChange={event => onChange(event.target.value)}
        aria-label={label}
        placeholder={label}
        className="min-h-10 w-full rounded-full bg-sunken px-4 pointer-coarse:min-h-11"
      />
    </div>
  );
}
