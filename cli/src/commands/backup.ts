import { makeBackup } from '@parley/server';
import { backupText } from '../backup-text.ts';
import { printJson } from '../options.ts';
import { type ServerPlace, serverPlace } from '../server-place.ts';

interface Options extends ServerPlace {
  json?: boolean;
}

export async function backupCommand(folder: string, { json, ...place }: Options): Promise<void> {
  const manifest = await makeBackup(serverPlace(place), folder);
  if (json) return printJson(manifest);
  process.stdout.write(
    `${backupText(manifest)}\nIt is in ${folder}: keep it as you keep the server's data. Look at it with: parley verify ${folder}\n`,
  );
}
