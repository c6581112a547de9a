// Whether somebody is online, or since when not, in a line (U33).
import type { Presence } from '@parley/client';
import { daysBetween, shortDate, timeOfDay, weekday } from '../i18n/dates.ts';
import { m } from '../i18n/messages.ts';

/** Empty: nothing is known. */
export function presenceLine({ online, lastSeen }: Omit<Presence, 'account'>, now: number): string {
  if (online) return m.presence_online();
  if (!lastSeen) return '';
  const [days, time] = [daysBetween(lastSeen, now), timeOfDay(lastSeen)];
  if (days <= 0) return m.presence_today({ time });
  if (days === 1) return m.presence_yesterday({ time });
  return days < 7
    ? m.presence_weekday({ day: weekday(lastSeen), time })
    : m.presence_date({ date: shortDate(lastSeen) });
}
