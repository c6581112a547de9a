import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { goBack } from '../router.ts';
import { IconButton } from './icon-button.tsx';

interface ColumnHeaderProps {
  readonly title: string;
  /** Where Back leads when the page before was not ours. */
  readonly up: string;
  readonly children?: ReactNode;
}

/** The head of a column that was entered from another one: Back, a title, and what belongs beside it. */
export function ColumnHeader({ title, up, children }: ColumnHeaderProps): ReactNode {
  return (
    <header className="flex h-15 shrink-0 items-center gap-1 px-2">
      <IconButton icon="back" label={m.ui_back()} onClick={() => goBack(up)} />
      <h1 className="min-w-0 grow truncate px-1 font-semibold text-lg">{title}</h1>
      {children}
    </header>
  );
}
