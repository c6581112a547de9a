// A message in its place: at the side of who wrote it, with its menu button and, while selecting, its box.
import type { ReactNode } from 'react';
import { memo } from 'react';
import { m } from '../i18n/messages.ts';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';
import type { IconName } from '../ui/icon-paths.ts';
import { useLongPress } from '../ui/long-press.ts';
import { Bubble } from './bubble.tsx';
import { Folded } from './folded-message.tsx';
import { AuthorPicture, saysAuthor } from './group-author.tsx';
import { mayReact } from './may-act.ts';
import { ReactionChips } from './reaction-chips.tsx';
import type { MessageRowData } from './rows.ts';

/** Opens the menu of a message at an element or where the pointer is. */
export type OpenMenu = (
  row: MessageRowData,
  anchor: HTMLElement | { readonly x: number; readonly y: number },
  /** Nothing but the reactions. */
  only?: 'reactions',
) => void;

interface MessageRowProps {
  readonly row: MessageRowData;
  readonly flashed: boolean;
  /** Undefined: nothing is being selected. */
  readonly selected: boolean | undefined;
  readonly onMenu: OpenMenu;
  readonly onToggle: (key: string) => void;
}

export const MessageRow = memo(function MessageRow({
  row,
  flashed,
  selected,
  onMenu,
  onToggle,
}: MessageRowProps): ReactNode {
  const { message, first, last } = row;
  const longPress = useLongPress(point => onMenu(row, point));
  const selecting = selected !== undefined;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the row around it has the keys; these are for pointers
    // biome-ignore lint/a11y/useKeyWithClickEvents: the row around it has the keys; these are for pointers
    <div
      {...(selecting ? {} : longPress)}
      onClick={selecting ? () => onToggle(row.key) : undefined}
      onContextMenu={event => {
        if (selecting || isOnLinkOrSelection(event.target)) return;
        event.preventDefault();
        onMenu(row, { x: event.clientX, y: event.clientY });
      }}
      className={classes(
        'group flex items-center gap-3 px-[clamp(0.75rem,5cqi,4rem)]',
        last ? 'pb-2' : 'pb-0.5',
        selecting && 'cursor-pointer select-none',
        selected && 'bg-accent/10',
        flashed && 'animate-[flash_1.6s_var(--ease-out)]',
      )}
    >
      {selecting && <SelectionBox selected={selected} />}
      <div className={classes('flex min-w-0 grow items-center gap-1', message.outgoing ? 'flex-row-reverse' : '')}>
        {saysAuthor(message) && <AuthorPicture author={message.author} shown={last} />}
        <div
          className={classes(
            'flex min-w-0 max-w-[min(86%,36rem)] flex-col',
            message.outgoing ? 'items-end' : 'items-start',
            selecting && 'pointer-events-none',
          )}
        >
          <Folded message={message}>
            <Bubble message={message} first={first} />
            <ReactionChips message={message} />
          </Folded>
        </div>
        {!selecting && <RowButtons row={row} onMenu={onMenu} />}
      </div>
    </div>
  );
});

function SelectionBox({ selected }: { readonly selected: boolean }): ReactNode {
  return (
    <span
      aria-hidden="true"
      className={classes(
        'flex size-5 shrink-0 items-center justify-center rounded-sm border-2',
        selected ? 'border-accent-fill bg-accent-fill text-on-accent' : 'border-line-strong',
      )}
    >
      {selected && <Icon name="check" size={16} />}
    </span>
  );
}

/** For the mouse; keys and screen readers have the row itself. */
function RowButtons({ row, onMenu }: Pick<MessageRowProps, 'row' | 'onMenu'>): ReactNode {
  const button = (label: string, icon: IconName, only?: 'reactions') => (
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      title={label}
      className="flex size-7 shrink-0 items-center justify-center rounded-full text-ink-soft opacity-0 hover:bg-ink/8 focus-visible:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:hidden"
      onClick={event => onMenu(row, event.currentTarget, only)}
    >
      <Icon name={icon} size={18} />
    </button>
  );
  return (
    <>
      {button(m.message_menu(), 'chevron-down')}
      {mayReact(row.message) && button(m.message_react(), 'emoji', 'reactions')}
    </>
  );
}

/** The browser's own menu is the better one there: open, copy. */
function isOnLinkOrSelection(target: EventTarget): boolean {
  const selection = getSelection();
  const inSelection = selection !== null && !selection.isCollapsed && selection.containsNode(target as Node, true);
  return inSelection || (target as Element).closest('a[href]') !== null;
}
