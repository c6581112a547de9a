import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import { m } from '../i18n/messages.ts';
import { setQuery, useChats } from '../state/chats.ts';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';

interface SearchBoxProps {
  /** Enter: to the first chat found. */
  readonly onEnter: () => void;
  /** Arrow down: into the list. */
  readonly onDown: () => void;
}

/** Filters the list by name as one types; messages that hold the words follow below (U9). */
export function SearchBox({ onEnter, onDown }: SearchBoxProps): ReactNode {
  const query = useChats(chats => chats.query);
  const input = useRef<HTMLInputElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    // While an input method composes, its keys are its own.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape' && query) setQuery('');
    else if (event.key === 'Escape') input.current?.blur();
    else if (event.key === 'Enter' && query) onEnter();
    else if (event.key === 'ArrowDown') onDown();
    else return;
    event.preventDefault();
  };
  return (
    <search className="relative px-4 pb-2">
      <Icon name="search" size={18} className="pointer-events-none absolute start-7 top-2.5 text-ink-soft" />
      <input
        ref={input}
        id="search"
        type="search"
        aria-label={m.chats_search()}
        placeholder={m.chats_search()}
        autoComplete="off"
        enterKeyHint="search"
        value={query}
        onChange={event => setQuery(event.target.value)}
        onKeyDown={onKeyDown}
        // By the time that something is typed, some of it has been read.
        onFocus={() => void import('../search/search.ts').then(({ messageSearch }) => messageSearch())}
        className="h-9.5 w-full rounded-full bg-sunken ps-10 pe-10 text-base [&::-webkit-search-cancel-button]:hidden"
      />
      {query && (
        <IconButton
          icon="close"
          label={m.chats_clear_search()}
          className="absolute end-4.5 top-0 size-9.5!"
          onClick={() => {
            setQuery('');
            input.current?.focus();
          }}
        />
      )}
    </search>
  );
}

/** For shortcuts: into the box, with what is in it selected. */
export function focusSearch(): void {
  const input = document.querySelector<HTMLInputElement>('#search');
  input?.focus();
  input?.select();
}
