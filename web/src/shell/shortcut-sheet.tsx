import type { ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { Dialog } from '../ui/dialog.tsx';
import { ShortcutList } from './shortcut-list.tsx';

/** Ctrl+/ (U38). */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }): ReactNode {
  return (
    <Dialog title={m.shortcuts_title()} onClose={onClose} wide>
      <div className="gap-10 two:columns-2">
        <ShortcutList />
      </div>
    </Dialog>
  );
}
