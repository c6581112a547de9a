import type { ReactNode } from 'react';

export function Shortcuts(): ReactNode {
  return null;
}
