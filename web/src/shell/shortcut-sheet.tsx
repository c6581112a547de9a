import type { ReactNode } from 'react';

export function ShortcutSheet(_: { readonly onClose: () => void }): ReactNode {
  return null;
}
