// Under a message: who has reacted with what. A click joins in, or takes the own reaction back (U18).
import type { Message } from '@parley/client';
import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { useNameOfAccount } from '../state/groups.ts';
import { useSession } from '../state/session.ts';
import { classes } from '../ui/classes.ts';
import { mayReact } from './may-act.ts';
import { groupedReactions, react } from './reactions.ts';

/** More would be a wall; the others are in the list of who reacted. */
const MOST_CHIPS = 6;

export function ReactionChips({ message }: { readonly message: Message }): ReactNode {
  const own = useSession(session => session.profile?.account);
  const nameOf = useNameOfAccount();
  if (!message.reactions) return null;
  return (
    <div className={classes('relative -mt-1 mb-1 flex flex-wrap gap-1 px-1.5', message.outgoing && 'justify-end')}>
      {groupedReactions(message)
        .slice(0, MOST_CHIPS)
        .map(({ emoji, accounts }) => {
          const names = accounts.map(account => (account === own ? m.message_you() : nameOf(account))).join(', ');
          const count = accounts.length;
          return (
            <button
              key={emoji}
              type="button"
              tabIndex={-1}
              aria-pressed={accounts.some(account => account === own)}
              aria-label={m.reaction_chip({ emoji, count, names })}
              title={names}
              disabled={!mayReact(message)}
              onClick={event => {
                event.stopPropagation();
                void react(message, emoji);
              }}
              className="inline-flex h-7 items-center gap-1 rounded-full border border-line bg-raised px-2 text-ink-soft text-xs tabular-nums shadow-raised enabled:hover:bg-sunken aria-pressed:border-accent aria-pressed:text-accent"
            >
              <span className="text-base leading-none">{emoji}</span>
              {count > 1 && count}
            </button>
          );
        })}
    </div>
  );
}
