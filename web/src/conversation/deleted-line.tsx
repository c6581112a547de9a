import type { Message } from '@parley/client';
import type { ReactNode } from 'react';
import { deletedLine } from '../text/message-line.ts';
import { Icon } from '../ui/icon.tsx';

/** What is left of a message that was deleted for everyone. */
export function DeletedLine({ message }: { readonly message: Message }): ReactNode {
  return (
    <p className={`flex items-center gap-1.5 italic ${message.outgoing ? 'text-own-soft' : 'text-other-soft'}`}>
      <Icon name="trash" size={16} />
      {deletedLine(message)}
    </p>
  );
}
