import { restoreBackup } from '@parley/server';
import { backupText } from '../backup-text.ts';
import { printJson } from '../options.ts';
import { type ServerPlace, serverPlace } from '../server-place.ts';

interface Options extends ServerPlace {
  json?: boolean;
}

export async function restoreCommand(folder: string, { json, ...place }: Options): Promise<void> {
  const { data, ...manifest } = await restoreBackup(serverPlace(place), folder);
  if (json) return printJson({ ...manifest, data });
  process.stdout.write(
    `${backupText(manifest)}\nIt is in ${data}. Start the server: devices go on by themselves. Gone are messages stored since then and not\n` +
      'delivered, files sent since, and accounts made since; those register again.\n',
  );
}
