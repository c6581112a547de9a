import { limits } from '@parley/protocol';
import { m } from '../i18n/messages.ts';
import { looksEmpty } from '../text/bidi.ts';

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/** What is wrong with a group's name, in words; undefined: nothing. One that cannot be seen is none (F48). */
export function groupNameError(typed: string): string | undefined {
  const name = typed.trim();
  if (looksEmpty(name)) return m.groups_name_needed();
  return bytesOf(name) > limits.maxGroupNameBytes ? m.groups_name_long() : undefined;
}

export function descriptionError(typed: string): string | undefined {
  return bytesOf(typed.trim()) > limits.maxGroupDescriptionBytes ? m.groups_description_long() : undefined;
}
