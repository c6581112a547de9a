// The scrolling list. Only the rows near the window are in the document (U45); older messages put in above never move what
// is on the screen, new ones are followed only from the end (U11).
import type { Message } from '@parley/client';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useCallback, useMemo, useRef } from 'react';
import { m } from '../i18n/messages.ts';
import { estimatedHeight } from './estimated-height.ts';
import { JumpButton } from './jump-button.tsx';
import { ListRow } from './list-row.tsx';
import type { OpenMenu } from './message-row.tsx';
import { useOpenChat, useOpenChatStore } from './open-chat-context.tsx';
import { rowsOf } from './rows.ts';
import { StickyDay } from './sticky-day.tsx';
import { useCopy } from './use-copy.ts';
import { useJumps } from './use-jumps.ts';
import { NEAR_END_PX, useKeepBottom } from './use-keep-bottom.ts';
import { useLoadMore } from './use-load-more.ts';
import { useMarkRead } from './use-mark-read.ts';
import { useMessageFocus } from './use-message-focus.ts';

interface MessageListProps {
  readonly onMenu: OpenMenu;
  readonly onDelete: (message: Message) => void;
}

const OVERSCAN_ROWS = 8;

export function MessageList({ onMenu, onDelete }: MessageListProps): ReactNode {
  const store = useOpenChatStore();
  const { messages, atStart } = useOpenChat(chat => chat.loaded);
  const divider = useOpenChat(chat => chat.divider);
  const selected = useOpenChat(chat => chat.selected);
  const rows = useMemo(() => rowsOf(messages, atStart, divider), [messages, atStart, divider]);
  const scroller = useRef<HTMLDivElement>(null);
  const focus = useMessageFocus({ rows, scroller, onMenu, onDelete });
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLElement>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: index => estimatedHeight(rows[index]!, scroller.current?.clientWidth ?? 0),
    getItemKey: index => rows[index]!.key,
    initialOffset: () => 1e9,
    overscan: OVERSCAN_ROWS,
    rangeExtractor: focus.rangeExtractor,
    anchorTo: 'end',
    scrollEndThreshold: NEAR_END_PX,
    paddingStart: 8,
    paddingEnd: 8,
    scrollPaddingStart: 8,
    directDomUpdates: true,
    directDomUpdatesMode: 'position',
  });
  const flashed = useJumps({ rows, scroller, virtualizer });
  useLoadMore({ virtualizer, count: rows.length });
  useKeepBottom({ rows, scroller, virtualizer });
  useMarkRead({ rows, scroller, virtualizer });
  const onCopy = useCopy(rows);
  const onToggle = useCallback((key: string) => store.setState(toggled(key)), [store]);
  return (
    <>
      <div
        ref={scroller}
        data-messages
        className="@container flex min-h-0 grow flex-col overflow-y-auto overflow-x-hidden overscroll-contain [overflow-anchor:none]"
      >
        {/* biome-ignore lint/a11y/useSemanticElements: rows are placed by computing */}
        <div
          ref={virtualizer.containerRef}
          role="list"
          aria-label={m.message_list()}
          onKeyDown={focus.onKeyDown}
          onFocus={focus.onFocus}
          onCopy={onCopy}
          className="relative mt-auto w-full shrink-0"
        >
          {virtualizer.getVirtualItems().map(({ index, key }) => {
            const row = rows[index]!;
            return (
              <ListRow
                key={key}
                measure={virtualizer.measureElement}
                index={index}
                row={row}
                focusable={focus.index === index}
                flashed={flashed === row.key}
                selected={selected?.has(row.key)}
                onMenu={onMenu}
                onToggle={onToggle}
              />
            );
          })}
        </div>
      </div>
      <StickyDay rows={rows} scroller={scroller} virtualizer={virtualizer} />
      <JumpButton />
    </>
  );
}

function toggled(key: string) {
  return ({ selected = new Set<string>() }: { readonly selected: ReadonlySet<string> | undefined }) => ({
    selected: selected.has(key) ? new Set([...selected].filter(other => other !== key)) : new Set([...selected, key]),
  });
}
