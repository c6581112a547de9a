// A message in a group by somebody whom the person has blocked: it is there, and not before the eyes (D13).
import type { Message } from '@parley/client';
import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { unfold, useIsFolded } from '../state/privacy.ts';
import { Icon } from '../ui/icon.tsx';

interface FoldedProps {
  readonly message: Message;
  readonly children: ReactNode;
}

export function Folded({ message, children }: FoldedProps): ReactNode {
  if (!useIsFolded(message)) return children;
  return (
    <p className="rounded-lg bg-other px-3 py-1.5 text-other-soft text-sm italic shadow-raised forced-colors:border">
      <Icon name="block" size={16} className="me-1.5 inline align-[-0.2em]" />
      {m.block_folded()}{' '}
      <button
        type="button"
        className="min-h-6 px-1 font-semibold text-accent not-italic hover:underline"
        onClick={event => {
          event.stopPropagation();
          unfold(message.id);
        }}
      >
        {m.block_show()}
      </button>
    </p>
  );
}
