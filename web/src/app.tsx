import type { ReactNode } from 'react';
import { useLanguage } from './i18n/language.ts';
import { ErrorBoundary } from './shell/error-boundary.tsx';
import { Gate } from './shell/gate.tsx';
import { Toasts } from './ui/toasts.tsx';

export function App(): ReactNode {
  // Another language draws everything anew: texts are read where they are drawn.
  const language = useLanguage(state => state.language);
  return (
    <ErrorBoundary key={language}>
      <Gate />
      <Toasts />
    </ErrorBoundary>
  );
}
