// Values of options, and one object a line.
import { UsageError } from './exit.ts';

/** `10s`, `500ms`, `2m`, `1h`, `7d`; a bare number is seconds. */
export function milliseconds(option: string, text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(text);
  if (!match) throw new UsageError(`${option} must be a duration, like 10s or 2m`);
  const unit = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }[match[2] ?? 's']!;
  return Number(match[1]) * unit;
}

export function wholeNumber(option: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new UsageError(`${option} must be a whole number from 1`);
  return Number(text);
}

/** For --json. */
export function printJson(value: object): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
