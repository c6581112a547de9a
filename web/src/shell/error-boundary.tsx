// A fault in drawing must not leave a white page: says so, and loading again is one click away. React knows no other way
// to catch these than a class.
import { Component, type ReactNode } from 'react';
import { m } from '../i18n/messages.ts';
import { Button } from '../ui/button.tsx';

interface Props {
  readonly children: ReactNode;
}

export class ErrorBoundary extends Component<Props, { readonly error?: unknown }> {
  override state: { readonly error?: unknown } = {};

  static getDerivedStateFromError(error: unknown): { readonly error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children;
    return (
      <main
        role="alert"
        className="mx-auto flex h-dvh max-w-md flex-col items-center justify-center gap-4 p-6 text-center"
      >
        <h1 className="font-semibold text-xl">{m.shell_broken_title()}</h1>
        <p className="text-ink-soft">{m.shell_broken_text()}</p>
        <Button kind="primary" icon="retry" onClick={() => location.reload()}>
          {m.shell_reload()}
        </Button>
        <code className="max-w-full overflow-x-auto text-ink-soft text-xs">{String(this.state.error)}</code>
      </main>
    );
  }
}
