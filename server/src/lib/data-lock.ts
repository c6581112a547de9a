// One server a data folder. SQLite's file lock does it: the system releases it when the process ends, however it ends.
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Holds the folder until released.
 * @throws {Error} another process holds it
 */
export function lockDataFolder(folder: string): { release(): void } {
  const database = new DatabaseSync(join(folder, 'lock.sqlite'));
  try {
    database.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw new Error(
      `another server is using the data folder ${folder}: stop it, or choose another folder with --data`,
      { cause },
    );
  }
  return { release: () => database.close() };
}
