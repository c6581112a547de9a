import type { ReactNode } from 'react';
import { languageNames, languages, setLanguage, useLanguage } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { Logo } from '../shell/logo.tsx';
import { orToast } from '../state/failures.ts';
import { Icon } from '../ui/icon.tsx';

interface FrameProps {
  readonly title: string;
  readonly text?: ReactNode;
  /** Which of the steps this is, from 1. */
  readonly step?: number;
  readonly children?: ReactNode;
}

const STEPS = 3;

/** The page around a step: logo, title, progress, language. */
export function Frame({ title, text, step, children }: FrameProps): ReactNode {
  return (
    <div className="flex h-dvh flex-col overflow-y-auto bg-canvas">
      <main
        id="main"
        className="m-auto flex w-full max-w-md flex-col gap-5 px-4 py-6 sm:rounded-xl sm:bg-surface sm:p-8 sm:shadow-raised"
      >
        <header className="flex flex-col items-center gap-3 text-center">
          <Logo size={56} />
          <h1 className="text-balance font-semibold text-2xl">{title}</h1>
          {text && <p className="text-pretty text-ink-soft">{text}</p>}
        </header>
        {children}
        {step && <Progress step={step} />}
      </main>
      <footer className="flex shrink-0 flex-wrap items-center justify-center gap-x-6 gap-y-1 px-4 pb-4 text-ink-soft text-sm">
        <span className="flex items-center gap-1.5">
          <Icon name="lock" size={14} />
          {m.shell_encrypted()}
        </span>
        <LanguageChoice />
      </footer>
    </div>
  );
}

function Progress({ step }: { readonly step: number }): ReactNode {
  return (
    <div role="img" aria-label={m.onboarding_step({ step, steps: STEPS })} className="flex justify-center gap-2">
      {Array.from({ length: STEPS }, (_, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: the dots are their places
          key={index}
          className={index < step ? 'h-1.5 w-6 rounded-full bg-accent-fill' : 'h-1.5 w-6 rounded-full bg-line'}
        />
      ))}
    </div>
  );
}

function LanguageChoice(): ReactNode {
  const language = useLanguage(state => state.language);
  return (
    <label className="flex items-center gap-1.5">
      <Icon name="globe" size={14} />
      <span className="sr-only">{m.onboarding_language()}</span>
      <select
        value={language}
        onChange={({ target }) => void orToast(setLanguage(languages.find(name => name === target.value) ?? 'en'))}
        className="min-h-9 rounded-md bg-transparent text-ink-soft hover:text-ink"
      >
        {languages.map(name => (
          <option key={name} value={name} lang={name} className="bg-surface text-ink">
            {languageNames[name]}
          </option>
        ))}
      </select>
    </label>
  );
}
