import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { Icon } from '../ui/icon.tsx';
import { Logo } from './logo.tsx';

/** Where a chat will be, while none is open. */
export function EmptyMain(): ReactNode {
  return (
    <div className="m-auto flex max-w-sm flex-col items-center gap-4 p-8 text-center">
      <Logo size={72} />
      <h2 className="font-semibold text-ink text-xl">{m.shell_empty_title()}</h2>
      <p className="text-ink-soft">{m.shell_empty_text()}</p>
      <p className="flex items-center gap-1.5 text-ink-soft text-sm">
        <Icon name="lock" size={16} />
        {m.shell_encrypted()}
      </p>
    </div>
  );
}
