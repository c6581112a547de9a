import type { Message } from '@parley/client';
import { type Seen, startViewing } from '../state/viewing.ts';
import { fileRefs } from './files.ts';
import { isVisual } from './kinds.ts';
import { type FileRef, keyOfFile } from './open-files.ts';

export function visualsOf(messages: readonly Message[]): Seen[] {
  return messages.flatMap(message => fileRefs(message).flatMap(ref => (isVisual(ref.file) ? [{ ref, message }] : [])));
}

/** `messages`: those one can go on to from there. */
export function viewFile(file: FileRef, messages: readonly Message[]): void {
  const all = visualsOf(messages);
  const at = all.findIndex(({ ref }) => keyOfFile(ref) === keyOfFile(file));
  if (at >= 0) startViewing({ all, at });
}
