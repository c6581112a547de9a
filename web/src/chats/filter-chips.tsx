import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { setFilter, useChats } from '../state/chats.ts';
import { classes } from '../ui/classes.ts';

/** All, unread ones only, groups only (U9). */
export function FilterChips(): ReactNode {
  const filter = useChats(chats => chats.filter);
  const chips = [
    ['all', m.chats_all()],
    ['unread', m.chats_unread()],
    ['groups', m.groups_filter()],
  ] as const;
  return (
    <fieldset className="flex gap-2 px-4 pb-2">
      <legend className="sr-only">{m.chats_filter()}</legend>
      {chips.map(([value, label]) => (
        <button
          key={value}
          type="button"
          aria-pressed={filter === value}
          onClick={() => setFilter(value)}
          className={classes(
            'min-h-8 rounded-full px-3.5 font-medium text-sm transition-colors pointer-coarse:min-h-11',
            filter === value ? 'bg-selected text-accent' : 'bg-sunken text-ink-soft hover:bg-selected',
          )}
        >
          {label}
        </button>
      ))}
    </fieldset>
  );
}
