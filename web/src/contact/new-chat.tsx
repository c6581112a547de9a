import type { ReactNode } from 'react';

/** Starts a chat by number or from known contacts. Fills the list's column. */
export function NewChat(): ReactNode {
  return null;
}
