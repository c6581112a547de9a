import type { ReactNode } from 'react';

export interface EndedProps {
  readonly why: 'evicted' | 'storage_failed' | 'revoked';
  /** The name of the close table's row, or what the store said. */
  readonly reason?: string;
}

/** What happened to this device, and what can be done. Fills the window. */
export function Ended(_: EndedProps): ReactNode {
  return null;
}
