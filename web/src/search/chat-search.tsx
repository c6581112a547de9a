// Search inside the open chat: a bar below its header that goes from match to match, the newest first.
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useOpenChat, useOpenChatStore } from '../conversation/open-chat-context.tsx';
import { m } from '../i18n/messages.ts';
import { closeChatSearch } from '../state/chat-search.ts';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { useHighlights } from './highlights.ts';
import { useFound } from './search.ts';

/** More are counted, but not gone through. */
const MOST_ROWS = 2_000;

export function ChatSearch(): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState('');
  const search = useMatches(query);
  useEffect(() => input.current?.focus(), []);
  useHighlights(query);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') closeSearch();
    else if (event.key === 'Enter') search.step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  };
  return (
    <search className="flex h-13 shrink-0 items-center gap-1 border-line border-b bg-surface px-2 two:px-3">
      <div className="relative min-w-0 grow">
        <Icon name="search" size={18} className="pointer-events-none absolute start-3 top-2.5 text-ink-soft" />
        <input
          ref={input}
          id="chat-search"
          type="search"
          autoComplete="off"
          enterKeyHint="search"
          aria-label={m.search_field()}
          placeholder={m.search_field()}
          value={query}
          onChange={event => setQuery(event.target.value)}
          onKeyDown={onKeyDown}
          className="h-9.5 w-full rounded-full bg-sunken ps-10 pe-4 text-base [&::-webkit-search-cancel-button]:hidden"
        />
      </div>
      <span role="status" className="flex shrink-0 items-center gap-2 px-1 text-ink-soft text-sm tabular-nums">
        {query.trim() && search.text}
        {search.reading && query.trim() && <Spinner size={16} />}
      </span>
      <IconButton
        icon="chevron-down"
        className="[&>svg]:rotate-180"
        label={m.search_older()}
        disabled={!search.canStep(1)}
        onClick={() => search.step(1)}
      />
      <IconButton
        icon="chevron-down"
        label={m.search_newer()}
        disabled={!search.canStep(-1)}
        onClick={() => search.step(-1)}
      />
      <IconButton icon="close" label={m.search_close()} onClick={closeSearch} />
    </search>
  );
}

function closeSearch(): void {
  closeChatSearch();
  document.querySelector<HTMLElement>('textarea[name=message]')?.focus();
}

/** The match that is shown, and the way to the others. The first answer to a query shows its newest match. */
function useMatches(query: string) {
  const store = useOpenChatStore();
  const account = useOpenChat(chat => chat.account);
  const { found, state } = useFound(query, MOST_ROWS, account);
  const [shown, setShown] = useState<{ readonly id: string; readonly query: string }>();
  const answer = found?.query === query ? found : undefined;
  const rows = answer?.rows ?? [];
  const at = shown?.query === query ? rows.findIndex(({ id }) => id === shown.id) : -1;
  const show = (index: number): void => {
    const row = rows[index];
    if (!row) return;
    setShown({ id: row.id, query });
    void store.goTo(row.cursor);
  };
  const newest = rows[0]?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another answer moves the chat by itself
  useEffect(() => {
    if (at === -1) show(0);
  }, [query, newest]);
  return {
    reading: state === 'reading',
    text: rows.length > 0 ? placeOf(at, answer!.total) : answer && state === 'done' ? m.search_none_here() : '',
    canStep: (by: 1 | -1): boolean => rows[at + by] !== undefined,
    step: (by: 1 | -1): void => show(at + by),
  };
}

function placeOf(at: number, total: number): string {
  return m.search_place({ at: Math.max(0, at) + 1, total });
}
