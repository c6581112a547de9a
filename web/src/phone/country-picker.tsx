import { type KeyboardEvent, type ReactNode, useDeferredValue, useMemo, useRef, useState } from 'react';
import { useLanguage } from '../i18n/language.ts';
import { m } from '../i18n/messages.ts';
import { classes } from '../ui/classes.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { type Country, type CountryCode, countriesIn, findCountries, flagOf } from './phone.ts';

interface CountryPickerProps {
  readonly country: CountryCode;
  readonly onChoose: (country: CountryCode) => void;
}

/** A button with the country's flag and calling code; opens a list that can be searched. */
export function CountryPicker({ country, onChoose }: CountryPickerProps): ReactNode {
  const [open, setOpen] = useState(false);
  const language = useLanguage(state => state.language);
  const countries = useMemo(() => countriesIn(language), [language]);
  const chosen = countries.find(({ code }) => code === country)!;
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        aria-haspopup="dialog"
        aria-label={m.onboarding_country_button({ country: chosen.name, code: `+${chosen.callingCode}` })}
        className="inline-flex min-h-11 shrink-0 items-center gap-2 rounded-md border border-line-strong bg-surface px-3 hover:bg-hover"
      >
        <span aria-hidden="true">{flagOf(country)}</span>
        <span dir="ltr">+{chosen.callingCode}</span>
        <Icon name="chevron-down" size={16} className="text-ink-soft" />
      </button>
      {open && (
        <CountryDialog
          countries={countries}
          chosen={country}
          onClose={() => setOpen(false)}
          onChoose={code => {
            setOpen(false);
            onChoose(code);
          }}
        />
      )}
    </>
  );
}

interface CountryDialogProps {
  readonly countries: readonly Country[];
  readonly chosen: CountryCode;
  readonly onChoose: (country: CountryCode) => void;
  readonly onClose: () => void;
}

function CountryDialog({ countries, chosen, onChoose, onClose }: CountryDialogProps): ReactNode {
  const [query, setQuery] = useState('');
  const found = findCountries(countries, useDeferredValue(query));
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const options = [...(list.current?.querySelectorAll<HTMLElement>('[role=option]') ?? [])];
    const at = options.indexOf(document.activeElement as HTMLElement);
    if (event.key === 'Enter' && at < 0 && options[0]) {
      event.preventDefault();
      options[0].click();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    options[Math.max(0, Math.min(options.length - 1, at + step))]?.focus();
  };
  return (
    <Dialog title={m.onboarding_country()} onClose={onClose}>
      <search onKeyDown={onKeyDown} className="flex flex-col gap-2">
        <input
          type="search"
          autoFocus
          value={query}
          onChange={event => setQuery(event.target.value)}
          aria-label={m.onboarding_country_search()}
          placeholder={m.onboarding_country_search()}
          className="min-h-11 w-full rounded-full bg-sunken px-4"
        />
        <div ref={list} role="listbox" aria-label={m.onboarding_country()} className="h-80 overflow-y-auto">
          {found.map(({ code, name, callingCode }) => (
            <div
              key={code}
              role="option"
              tabIndex={-1}
              aria-selected={code === chosen}
              onClick={() => onChoose(code)}
              onKeyDown={event => event.key === 'Enter' && onChoose(code)}
              className={classes(
                'flex min-h-11 cursor-pointer items-center gap-3 rounded-md px-3 hover:bg-hover focus:bg-sunken',
                code === chosen && 'bg-selected',
              )}
            >
              <span aria-hidden="true">{flagOf(code)}</span>
              <span className="min-w-0 grow truncate">{name}</span>
              <span dir="ltr" className="text-ink-soft">
                +{callingCode}
              </span>
            </div>
          ))}
          {found.length === 0 && <p className="px-3 py-6 text-center text-ink-soft">{m.onboarding_country_none()}</p>}
        </div>
      </search>
    </Dialog>
  );
}
