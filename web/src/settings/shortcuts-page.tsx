import type { ReactNode } from 'react';
import { ShortcutList } from '../shell/shortcut-list.tsx';
import { Card } from './card.tsx';

export function ShortcutsPage(): ReactNode {
  return (
    <Card>
      <ShortcutList />
    </Card>
  );
}
