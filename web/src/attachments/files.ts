// This tab's open files, and what a person does with one.
import type { Attachment, Message } from '@parley/client';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { engine } from '../engine/engine.ts';
import { tellFailure } from '../state/failures.ts';
import { keptFiles } from './kept-files.ts';
import { blobType, kindOf, PLAIN_BYTES } from './kinds.ts';
import { createOpenFiles, type FileRef, type FileState, keyOfFile } from './open-files.ts';
import { isDrawable } from './pixels.ts';
import { readFile } from './read-file.ts';

export const files = createOpenFiles(async (ref, { onProgress, signal }) => {
  const { message, index, file } = ref;
  const kept = await keptFiles.get(ref);
  if (kept?.size === file.size) return shownAs(kept, file);
  const stream = await engine.openAttachment(message, index, signal);
  const blob = await readFile(stream, { type: blobType(file), onProgress, signal });
  void keptFiles.put(ref, blob);
  return shownAs(blob, file);
});

/** Of the type it is shown as; a picture that had better not be drawn is bytes to be saved. */
async function shownAs(blob: Blob, file: Attachment): Promise<Blob> {
  const drawn = kindOf(file) !== 'image' || (await isDrawable(blob));
  return blob.slice(0, blob.size, drawn ? blobType(file) : PLAIN_BYTES);
}

export function fileRefs({ chat, id, attachments = [] }: Message): FileRef[] {
  return attachments.map((file, index) => ({ chat, message: id, index, file }));
}

/** Pictures and voice up to this size are fetched when they come into view. */
const UNASKED_BYTES = 8_000_000;

export function comesUnasked({ size, unreadable }: Attachment): boolean {
  return size <= UNASKED_BYTES && unreadable !== true;
}

/** How it stands; undefined: not asked for. `unasked`: it is fetched without anybody's click. */
export function useFile(ref: FileRef, unasked = false): FileState | undefined {
  const key = keyOfFile(ref);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says which file it is
  useEffect(() => {
    const release = files.use(ref);
    if (unasked && files.store.getState()[key]?.state !== 'stopped') void files.open(ref);
    return release;
  }, [key, unasked]);
  return useStore(files.store, all => all[key]);
}

/** As a file of that name, of no type that a browser would open. */
export async function saveFile(ref: FileRef): Promise<void> {
  const release = files.use(ref);
  const blob = await files.open(ref);
  release();
  if (!blob) {
    const state = files.store.getState()[keyOfFile(ref)];
    if (state?.state === 'failed') tellFailure(state.error);
    return;
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob.slice(0, blob.size, PLAIN_BYTES));
  link.download = ref.file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), SAVED_BY_MS);
}

/** The browser has begun to copy it by then. */
const SAVED_BY_MS = 60_000;
