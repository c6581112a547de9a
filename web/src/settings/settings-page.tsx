import { type ReactNode, useEffect } from 'react';
import { m } from '../i18n/messages.ts';
import { goBack, navigate, paths } from '../router.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { sections } from './sections.ts';

/** One page of settings. Fills the main column; where that is all there is, with a back button. */
export function SettingsPage({ section }: { readonly section: string }): ReactNode {
  const found = sections.find(({ name }) => name === section);
  const unknown = found === undefined;
  useEffect(() => {
    if (unknown) navigate(paths.settings(), { replace: true });
  }, [unknown]);
  if (!found) return null;
  const { title, Page } = found;
  return (
    <>
      <header className="flex h-16 shrink-0 items-center gap-1 border-line border-b bg-surface px-2 two:px-4">
        <IconButton icon="back" label={m.ui_back()} className="two:hidden" onClick={() => goBack(paths.settings())} />
        <h2 className="min-w-0 grow truncate px-2 font-semibold text-lg">{title()}</h2>
      </header>
      {/* A page without anything to focus is scrolled by keys all the same. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys scroll what has the focus */}
      <section aria-label={title()} tabIndex={0} className="min-h-0 grow overflow-y-auto">
        <div className="mx-auto flex w-full max-w-2xl flex-col gap-4 p-4 two:p-6">
          <Page />
        </div>
      </section>
    </>
  );
}
