import { isName } from '@parley/client';
import { limits } from '@parley/protocol';
import { m } from '../i18n/messages.ts';

/** What is wrong with a name, in words; undefined: nothing. One that cannot be seen is none (F48). */
export function nameError(typed: string): string | undefined {
  const name = typed.trim();
  if (isName(name)) return undefined;
  const bytes = new TextEncoder().encode(name).length;
  return bytes > limits.maxProfileNameBytes ? m.profile_name_long() : m.profile_name_needed();
}
