// What a person has set for this browser: kept in localStorage, the same in all tabs. public/theme.js reads the first two
// before the first paint.
import { create } from 'zustand';

export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark';
  readonly textSize: 'small' | 'normal' | 'large' | 'huge';
  /** False: Enter makes a new line and Ctrl+Enter sends (U26). */
  readonly enterSends: boolean;
  readonly notifications: boolean;
  /** Also while no tab is open, by push. */
  readonly notificationsClosed: boolean;
  readonly notificationPreview: boolean;
  readonly notificationSound: boolean;
}

const defaults: Preferences = {
  theme: 'system',
  textSize: 'normal',
  enterSends: true,
  notifications: false,
  notificationsClosed: true,
  notificationPreview: true,
  notificationSound: true,
};

const keyOf = (name: string): string => `parley/${name.replaceAll(/[A-Z]/g, upper => `-${upper.toLowerCase()}`)}`;

function read(): Preferences {
  const saved = Object.entries(defaults).map(([name, standard]) => {
    const value = localStorage.getItem(keyOf(name));
    return [name, value === null ? standard : typeof standard === 'boolean' ? value === 'true' : value];
  });
  return Object.fromEntries(saved) as Preferences;
}

export const usePreferences = create<Preferences>(() => read());

export function setPreference<K extends keyof Preferences>(name: K, value: Preferences[K]): void {
  localStorage.setItem(keyOf(name), String(value));
  usePreferences.setState({ [name]: value });
}

/** Puts theme and text size on the page, now and when they change here or in another tab. */
export function applyPreferences(): void {
  const apply = ({ theme, textSize }: Preferences): void => {
    const { dataset } = document.documentElement;
    if (theme === 'system') delete dataset.theme;
    else dataset.theme = theme;
    if (textSize === 'normal') delete dataset.textSize;
    else dataset.textSize = textSize;
    const surface = getComputedStyle(document.body).backgroundColor;
    document.querySelector('meta[name=theme-color]')?.setAttribute('content', surface);
  };
  apply(usePreferences.getState());
  usePreferences.subscribe(apply);
  addEventListener('storage', () => usePreferences.setState(read()));
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => apply(usePreferences.getState()));
}
