import { limits } from '@parley/protocol';
import { ParleyError } from '../errors.ts';

/** Of nothing but these, a name looks empty, or hides the one beside it (F48). */
const invisible = /[\p{C}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** A name that a person can see, and not too long. */
export function isName(name: string): boolean {
  return name.replace(invisible, '') !== '' && bytesOf(name) <= limits.maxProfileNameBytes;
}

export function checkName(name: string): void {
  if (isName(name)) return;
  const tooLong = bytesOf(name) > limits.maxProfileNameBytes;
  const message = tooLong
    ? `A name has at most ${limits.maxProfileNameBytes} bytes, this one has ${bytesOf(name)}.`
    : 'A name needs at least one letter, digit or sign that can be seen.';
  throw new ParleyError('bad_name', { message });
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
