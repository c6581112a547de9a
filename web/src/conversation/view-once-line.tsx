import type { Message } from '@parley/client';
import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { viewOnceLine } from '../text/message-line.ts';
import { classes } from '../ui/classes.ts';
import { Icon } from '../ui/icon.tsx';
import { viewOnce } from './viewing-once.tsx';

/** In place of what can be opened once: nothing of it is shown before. */
export function ViewOnceLine({ message }: { readonly message: Message }): ReactNode {
  const { outgoing, viewOnce: once } = message;
  const openable = !outgoing && once?.opened === false;
  const text = once ? viewOnceLine(once) : '';
  const parts = (
    <>
      <Icon name="once" size={20} className={openable ? 'text-accent' : ''} />
      <span className={classes('min-w-0', openable && 'font-semibold')}>{text}</span>
    </>
  );
  if (!openable) {
    const soft = outgoing ? 'text-own-soft' : 'text-other-soft';
    return <p className={classes('flex min-h-8 items-center gap-2 pe-6', soft)}>{parts}</p>;
  }
  return (
    <button
      type="button"
      title={m.once_open({ what: text })}
      className="flex min-h-10 items-center gap-2 rounded-md pe-6 text-start hover:underline"
      onClick={event => {
        event.stopPropagation();
        viewOnce(message);
      }}
    >
      {parts}
    </button>
  );
}
