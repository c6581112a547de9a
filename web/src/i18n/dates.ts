// Dates in the words of the chosen language, by Intl alone. Formatters are kept: making one costs more than using it.
import { localeTag } from './language.ts';

const kept = new Map<string, Intl.DateTimeFormat>();

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = localeTag() + JSON.stringify(options);
  const found = kept.get(key) ?? new Intl.DateTimeFormat(localeTag(), options);
  kept.set(key, found);
  return found;
}

/** How many midnights lie between. */
export function daysBetween(then: number, now: number): number {
  const midnight = (ms: number): number => {
    const date = new Date(ms);
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  };
  return Math.round((midnight(now) - midnight(then)) / 86_400_000);
}

export function timeOfDay(ms: number): string {
  return formatter({ timeStyle: 'short' }).format(ms);
}

export function weekday(ms: number): string {
  return formatter({ weekday: 'long' }).format(ms);
}

export function shortDate(ms: number): string {
  return formatter({ day: '2-digit', month: '2-digit', year: '2-digit' }).format(ms);
}

export function longDate(ms: number): string {
  return formatter({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(ms);
}

/** Everything, for tooltips. */
export function fullTime(ms: number): string {
  return formatter({ dateStyle: 'full', timeStyle: 'medium' }).format(ms);
}

/** "Yesterday", as the language begins a line with it. */
export function relativeDay(days: number): string {
  const text = new Intl.RelativeTimeFormat(localeTag(), { numeric: 'auto' }).format(-days, 'day');
  return text.charAt(0).toLocaleUpperCase(localeTag()) + text.slice(1);
}

/** What stands in a list: the time today, "Yesterday", the weekday within a week, the date before that (U5). */
export function listTime(ms: number, now: number): string {
  const days = daysBetween(ms, now);
  if (days <= 0) return timeOfDay(ms);
  if (days === 1) return relativeDay(1);
  return days < 7 ? weekday(ms) : shortDate(ms);
}

/** Above the messages of a day: "Today", "Yesterday", the weekday within a week, the whole date before that (U13). */
export function dayName(ms: number, now: number): string {
  const days = daysBetween(ms, now);
  if (days <= 1) return relativeDay(Math.max(0, days));
  return days < 7 ? weekday(ms) : longDate(ms);
}
