import { ParleyError } from './errors.ts';

/** A number as people write it in international form, as servers take it. Throws `bad_phone`. */
export function normalPhone(text: string): string {
  const digits = text.trim().replace(/[\s().\-/]/g, '');
  if (!/^\+[1-9][0-9]{6,14}$/.test(digits)) throw new ParleyError('bad_phone');
  return digits;
}
