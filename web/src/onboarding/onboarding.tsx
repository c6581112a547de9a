import type { ReactNode } from 'react';

/** Makes an account in this browser. Fills the window. */
export function Onboarding(): ReactNode {
  return null;
}
