import type { Progress } from '@parley/client';

/** How far several files are, from 0 to 1: reading them is the smaller part. */
export function shareOf(
  files: readonly { readonly source?: Blob }[],
  { file, phase, done, total }: Progress & { readonly file: number },
): number {
  const sizes = files.map(({ source }) => (source?.size ?? 0) + 1);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const before = sizes.slice(0, file).reduce((sum, size) => sum + size, 0);
  const part = total === 0 ? 1 : done / total;
  const within = phase === 'preparing' ? part * PREPARING : PREPARING + part * (1 - PREPARING);
  return (before + within * (sizes[file] ?? 0)) / all;
}

/** Of a file's way. */
const PREPARING = 0.1;
