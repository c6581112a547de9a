import type { ReactNode } from 'react';

/** One page of settings. Fills the main column; where that is all there is, with a back button. */
export function SettingsPage(_: { readonly section: string }): ReactNode {
  return null;
}
