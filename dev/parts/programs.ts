// Where a program is.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian keeps servers where only root's PATH looks. */
const serverFolders = ['/usr/sbin', '/usr/local/sbin'];

export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), ...serverFolders];
  return folders.map(folder => join(folder, name)).find(isProgram);
}

/** Its path, or an error that says how it comes here. */
export function programOf(name: string): string {
  const path = findProgram(name);
  if (!path) throw new Error(`There is no ${name} here; \`npm run setup:parts\` installs it.`);
  return path;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
