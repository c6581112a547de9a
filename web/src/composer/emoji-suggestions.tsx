import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import type { Suggestions } from './use-suggestions.ts';

/** Above the field, whose keys choose from it. */
export function EmojiSuggestions({
  suggestions: { items, active, choose },
}: {
  readonly suggestions: Suggestions;
}): ReactNode {
  return (
    <div
      id="emoji-suggestions"
      role="listbox"
      aria-label={m.composer_emoji_suggestions()}
      className="absolute inset-x-2 bottom-full z-10 mb-1 max-w-xs overflow-hidden rounded-lg bg-raised py-1 shadow-menu"
    >
      {items.map(([emoji, name], index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and names the active one
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's
        <div
          key={emoji}
          id={`emoji-suggestion-${index}`}
          role="option"
          aria-selected={index === active}
          className={`flex min-h-9 cursor-pointer items-center gap-3 px-4 ${index === active ? 'bg-selected' : 'hover:bg-sunken'}`}
          onPointerDown={event => event.preventDefault()}
          onClick={() => choose(index)}
        >
          <span className="text-xl">{emoji}</span>
          <span dir="ltr" className="truncate text-ink-soft">
            :{name}:
          </span>
        </div>
      ))}
    </div>
  );
}
