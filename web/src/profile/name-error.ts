import { limits } from '@parley/protocol';
import { m } from '../i18n/messages.ts';

/** What is wrong with a name, in words; undefined: nothing. One that cannot be seen is none (F48). */
export function nameError(name: string): string | undefined {
  const seen = name.replaceAll(/[\s\p{Cf}\p{Cc}\p{Default_Ignorable_Code_Point}]/gu, '');
  if (seen === '') return m.profile_name_needed();
  const bytes = new TextEncoder().encode(name.trim()).length;
  return bytes > limits.maxProfileNameBytes ? m.profile_name_long() : undefined;
}
