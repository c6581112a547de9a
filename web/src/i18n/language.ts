// Which language is shown, its direction, and how to change it without loading the page again.
import { create } from 'zustand';
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

export function setLanguage(language: Language): void {
  setLocale(language, { reload: false });
  applyLanguage(language);
  useLanguage.setState({ language });
}

/** Sets lang and dir of the page (U3). */
export function applyLanguage(language: Language): void {
  document.documentElement.lang = language;
  document.documentElement.dir = language === 'ar' ? 'rtl' : 'ltr';
}
