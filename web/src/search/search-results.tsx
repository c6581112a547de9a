// Messages that hold the words, below the names in the list column (U9). The list scrolls; arrows go from hit to hit.
import { type KeyboardEvent, type ReactNode, useDeferredValue, useState } from 'react';
import { focusSearch } from '../chats/search-box.tsx';
import { m } from '../i18n/messages.ts';
import { Spinner } from '../ui/spinner.tsx';
import { Hit } from './hit.tsx';
import { useFound } from './search.ts';

const PAGE_ROWS = 50;

interface SearchResultsProps {
  readonly query: string;
  /** Names were found, and stand above. */
  readonly names: boolean;
}

export function SearchResults({ query, names }: SearchResultsProps): ReactNode {
  const asked = useDeferredValue(query);
  const [limit, setLimit] = useState({ rows: PAGE_ROWS, query });
  const rows = limit.query === query ? limit.rows : PAGE_ROWS;
  const { found, state, rows: read, readAgain } = useFound(asked, rows);
  const hits = found?.rows ?? [];
  const total = found?.total ?? 0;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows move the focus between the links
    <div onKeyDown={moveFocus}>
      <p role="status" className="sr-only">
        {found && state === 'done' && m.search_found({ count: total })}
      </p>
      {hits.length > 0 && (
        <section aria-label={m.search_messages()}>
          <h2 className="px-4.5 pt-4 pb-1 font-semibold text-ink-soft text-sm">{m.search_messages()}</h2>
          <ul>
            {hits.map((row, i) => (
              <li key={`${row.chat} ${row.id}`}>
                <Hit row={row} query={asked} focusable={i === 0} />
              </li>
            ))}
          </ul>
          {total > hits.length && (
            <Action label={m.search_more()} onClick={() => setLimit({ rows: rows + PAGE_ROWS, query })} />
          )}
        </section>
      )}
      {state === 'reading' && <ReadingLine rows={read} />}
      {state === 'failed' && (
        <div className="px-4.5 py-4 text-ink-soft">
          {m.search_failed()}
          <Action label={m.search_again()} onClick={readAgain} />
        </div>
      )}
      {state === 'done' && found && total === 0 && !names && (
        <p className="px-8 py-10 text-center text-ink-soft">{m.search_nothing()}</p>
      )}
    </div>
  );
}

function Action({ label, onClick }: { readonly label: string; readonly onClick: () => void }): ReactNode {
  return (
    <button
      type="button"
      className="mx-auto my-2 block min-h-11 rounded-full px-4 font-semibold text-accent hover:bg-hover"
      onClick={onClick}
    >
      {label}
    </button>
  );
}

function ReadingLine({ rows }: { readonly rows: number }): ReactNode {
  return (
    <p className="flex animate-[appear_0.2s_0.4s_both] items-center gap-2.5 px-4.5 py-4 text-ink-soft text-sm">
      <Spinner size={16} />
      {m.search_reading({ count: rows })}
    </p>
  );
}

/** From above the first one the way leads back to the names, or to the box. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0 || event.altKey || event.ctrlKey || event.metaKey) return;
  const hits = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-hit]')];
  const at = hits.indexOf(document.activeElement as HTMLElement);
  if (at === -1) return;
  event.preventDefault();
  if (at + by >= 0) return hits[at + by]?.focus();
  const name = document.querySelector<HTMLElement>('[data-region=list] [data-chat][tabindex="0"]');
  if (name) name.focus();
  else focusSearch();
}
