import { localeTag } from './language.ts';

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** "90 days", "1 hour": in the largest unit that divides it. */
export function readableSpan(seconds: number): string {
  const [unit, size] = units.find(([, size]) => seconds % size === 0) ?? (['second', 1] as const);
  return new Intl.NumberFormat(localeTag(), { style: 'unit', unit, unitDisplay: 'long' }).format(seconds / size);
}
