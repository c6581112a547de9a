import { memo, type ReactNode } from 'react';
import { timeOfDay } from '../i18n/dates.ts';
import { m } from '../i18n/messages.ts';
import { isFolded, usePrivacy } from '../state/privacy.ts';
import { messageLine } from '../text/message-line.ts';
import { useAuthorName } from './author-name.ts';
import { DayRow, IntroRow, NoticeRow, UnreadRow } from './line-rows.tsx';
import { MessageRow, type OpenMenu } from './message-row.tsx';
import { groupedReactions } from './reactions.ts';
import type { MessageRowData, Row } from './rows.ts';

interface ListRowProps {
  readonly row: Row;
  readonly index: number;
  readonly measure: (element: HTMLElement | null) => void;
  /** The one row that Tab reaches. */
  readonly focusable: boolean;
  readonly flashed: boolean;
  readonly selected: boolean | undefined;
  readonly onMenu: OpenMenu;
  readonly onToggle: (key: string) => void;
}

/** A row in its place, which the virtualizer gives it. */
export const ListRow = memo(function ListRow({ row, index, measure, focusable, ...rest }: ListRowProps): ReactNode {
  const label = useRowLabel(row);
  return (
    // biome-ignore lint/a11y/useSemanticElements: its place is computed, which <li> would not help
    <div
      ref={measure}
      role="listitem"
      data-index={index}
      data-message={row.kind === 'message' ? row.message.id : undefined}
      aria-label={label}
      tabIndex={focusable ? 0 : -1}
      className="absolute inset-x-0 outline-offset-[-2px]"
    >
      {row.kind === 'message' ? <MessageRow row={row} {...rest} /> : <Line row={row} />}
    </div>
  );
});

function Line({ row }: { readonly row: Exclude<Row, MessageRowData> }): ReactNode {
  switch (row.kind) {
    case 'intro':
      return <IntroRow />;
    case 'day':
      return <DayRow ts={row.ts} />;
    case 'unread':
      return <UnreadRow count={row.count} />;
    case 'notice':
      return <NoticeRow message={row.message} />;
  }
}

/** Who, what, when, and how far: in the order that it is read out in (F52). */
function useRowLabel(row: Row): string | undefined {
  const folded = usePrivacy(
    ({ blocked, unfolded }) => row.kind === 'message' && isFolded(row.message, blocked, unfolded),
  );
  const name = useAuthorName(row.kind === 'message' ? row.message.author : ('' as never));
  if (row.kind !== 'message') return undefined;
  const { state, ts, forwarded, edited, starred, deletedBy } = row.message;
  const says = folded ? m.block_folded() : state === 'parked' ? m.parked_title() : messageLine(row.message);
  const label = m.message_label({ name, text: says, time: timeOfDay(ts) });
  const reached = {
    pending: m.state_pending,
    sent: m.state_sent,
    delivered: m.state_delivered,
    read: m.state_read,
    failed: m.state_failed,
  };
  const parts: string[] = [label];
  if (state in reached && !deletedBy) parts.push(reached[state as keyof typeof reached]());
  if (edited) parts.push(m.message_edited());
  if (starred) parts.push(m.message_starred());
  for (const { emoji, accounts } of groupedReactions(row.message)) parts.push(`${emoji} ${accounts.length}`);
  if (forwarded) parts.push(m.message_forwarded());
  return parts.join(', ');
}
