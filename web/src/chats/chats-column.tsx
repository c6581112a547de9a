// The list of chats, with what is above it: who one is, the connection, search, filters.
import { type ReactNode, Suspense, useMemo } from 'react';
import { HistoryBanner } from '../devices/history-banner.tsx';
import { m } from '../i18n/messages.ts';
import { navigate, paths, useRoute } from '../router.ts';
import { ConnectionBanner } from '../shell/connection-banner.tsx';
import { SearchResults } from '../shell/rooms.ts';
import { useChats } from '../state/chats.ts';
import { visibleChats } from '../state/visible-chats.ts';
import { ColumnHeader } from '../ui/column-header.tsx';
import { ArchivedRow } from './archived-row.tsx';
import { ChatList } from './chat-list.tsx';
import { EmptyList } from './empty-list.tsx';
import { FilterChips } from './filter-chips.tsx';
import { ListHeader } from './list-header.tsx';
import { SearchBox } from './search-box.tsx';

export function ChatsColumn({ archived }: { readonly archived: boolean }): ReactNode {
  const { chats, filter, query, loaded } = useChats();
  const route = useRoute();
  const open = route.page === 'chat' ? route.account : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: visibleChats reads these from the stores
  const shown = useMemo(() => visibleChats(archived), [chats, filter, query, open, archived]);
  const searching = query.trim() !== '';
  const toFirst = (): void => {
    if (shown[0]) navigate(paths.chat(shown[0].id));
  };
  return (
    <>
      {archived ? <ColumnHeader title={m.chats_archived()} up={paths.chats} /> : <ListHeader />}
      <ConnectionBanner />
      <HistoryBanner />
      {!archived && <SearchBox onEnter={toFirst} onDown={focusList} />}
      {!archived && !searching && <FilterChips />}
      <ChatList
        label={archived ? m.chats_archived() : m.chats_title()}
        chats={shown}
        open={open}
        above={!archived && !searching && filter === 'all' && <ArchivedRow />}
      >
        {loaded && shown.length === 0 && !searching && <EmptyList archived={archived} filter={filter} />}
        {searching && (
          <Suspense>
            <SearchResults query={query} names={shown.length > 0} />
          </Suspense>
        )}
      </ChatList>
    </>
  );
}

function focusList(): void {
  document.querySelector<HTMLElement>('[data-region=list] :is([data-chat], [data-hit])[tabindex="0"]')?.focus();
}
