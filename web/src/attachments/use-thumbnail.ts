import { useMemo } from 'react';
import { type FileRef, keyOfFile } from './open-files.ts';
import { thumbnailUrl } from './thumbnail.ts';

/** Made once: a message that is told anew has the same one. */
export function useThumbnail(ref: FileRef): string | undefined {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says which file it is
  return useMemo(() => thumbnailUrl(ref.file.thumbnail), [keyOfFile(ref)]);
}
