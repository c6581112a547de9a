// Which language is shown, its direction, and how to change it without loading the page again.
import { create } from 'zustand';
import { loadFirstTexts, showFirstTexts } from './first-texts.ts';
import { getLocale, locales, setLocale } from './gen/runtime.js';

export type Language = (typeof locales)[number];
export const languages: readonly Language[] = locales;

/** Each by its own name, for who cannot read the others. */
export const languageNames: Readonly<Record<Language, string>> = {
  en: 'English',
  de: 'Deutsch',
  es: 'Español',
  ar: 'العربية',
  ja: '日本語',
};

export const useLanguage = create<{ readonly language: Language }>(() => ({ language: getLocale() }));

/** For Intl: the person's own region where the language is the same, else the language. */
export function localeTag(): string {
  const { language } = useLanguage.getState();
  return navigator.languages.find(tag => tag === language || tag.startsWith(`${language}-`)) ?? language;
}

let wanted: Language | undefined;

/** Nothing changes until its texts are there, or when they cannot be had: then it rejects. */
export async function setLanguage(language: Language): Promise<void> {
  wanted = language;
  const texts = await loadFirstTexts(language);
  if (wanted !== language) return;
  setLocale(language, { reload: false });
  showFirstTexts(texts);
  applyLanguage(language);
  useLanguage.setState({ language });
}

/** Resolves once there is something to be shown in it; from then on what another tab chooses is chosen here too. */
export async function startLanguage(): Promise<void> {
  addEventListener('storage', () => {
    if (getLocale() !== useLanguage.getState().language) void setLanguage(getLocale()).catch(() => undefined);
  });
  await setLanguage(getLocale());
}

/** Sets lang and dir of the page (U3). */
function applyLanguage(language: Language): void {
  document.documentElement.lang = language;
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
}
