import type { BackupManifest } from '@parley/server';

/** What a backup holds, for people. */
export function backupText({ madeAt, version, stores, files, missing, elsewhere }: BackupManifest): string {
  const bytes = stores.reduce((sum, store) => sum + store.bytes, 0);
  const lines = [
    `A backup of ${madeAt}, by Parley ${version}: ${stores.length} stores (${megabytes(bytes)}), ${counted(files.count)} (${megabytes(files.bytes)}).`,
    ...elsewhere.map(each => `NOT in it, back it up there, after this one: ${each}.`),
    ...(missing.length > 0 ? [`The server itself had lost ${counted(missing.length)} still asked for.`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

const counted = (files: number): string => (files === 1 ? '1 file' : `${files} files`);

const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`;
