import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { IconButton } from './icon-button.tsx';

interface PanelHeaderProps {
  readonly title: string;
  readonly closeLabel: string;
  readonly onClose: () => void;
}

/** The head of the column beside a chat; where it is the only one, it leads back. */
export function PanelHeader({ title, closeLabel, onClose }: PanelHeaderProps): ReactNode {
  return (
    <header className="flex h-16 shrink-0 items-center gap-1 border-line border-b px-2">
      <IconButton icon="back" label={m.ui_back()} className="three:hidden" onClick={onClose} />
      <h2 className="min-w-0 grow truncate px-2 font-semibold text-lg">{title}</h2>
      <IconButton icon="close" label={closeLabel} className="max-three:hidden" onClick={onClose} />
    </header>
  );
}
