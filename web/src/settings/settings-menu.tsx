import type { ReactNode } from 'react';

/** The list of settings pages. Fills the list's column, with a back button of its own. */
export function SettingsMenu(_: { readonly section?: string }): ReactNode {
  return null;
}
