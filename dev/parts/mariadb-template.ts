// A data folder of MariaDB as its installer makes it, kept to be copied: a copy takes a tenth of the time.
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from './folder.ts';
import { programOf } from './programs.ts';

const run = promisify(execFile);
let made: Promise<string> | undefined;

/** Leaves a folder that is there as it is. */
export async function copyMariadbTemplate(to: string): Promise<void> {
  if (existsSync(to)) return;
  made ??= makeTemplate();
  cpSync(await made, to, { recursive: true });
}

async function makeTemplate(): Promise<string> {
  const { stdout } = await run(programOf('mariadbd'), ['--no-defaults', '--version']);
  const version = /Ver (\S+)/.exec(stdout)?.[1];
  const path = join(cacheFolder(), `mariadb-${version}`);
  if (existsSync(path)) return path;
  const unfinished = mkdtempSync(`${path}-`);
  const settings = [
    `--datadir=${unfinished}`,
    `--user=${userInfo().username}`,
    '--auth-root-authentication-method=normal',
    '--skip-test-db',
    '--innodb-log-file-size=16M',
  ];
  await run(programOf('mariadb-install-db'), ['--no-defaults', ...settings]);
  try {
    renameSync(unfinished, path);
  } catch (error) {
    rmSync(unfinished, { recursive: true });
    if (!existsSync(path)) throw error;
  }
  return path;
}
