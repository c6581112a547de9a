import type { Message } from '@parley/client';
import { fileRefs } from './files.ts';
import { kindOf } from './kinds.ts';
import type { FileRef } from './open-files.ts';

/** Voice that the same person sent right behind it. */
export function voiceAfter({ message }: FileRef, messages: readonly Message[]): FileRef | undefined {
  const at = messages.findIndex(({ id }) => id === message);
  const [heard, next] = [messages[at], messages[at + 1]];
  if (!heard || !next || next.author !== heard.author) return undefined;
  return fileRefs(next).find(({ file }) => kindOf(file) === 'voice');
}
