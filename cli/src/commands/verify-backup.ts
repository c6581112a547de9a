import { verifyBackup } from '@parley/server';
import { backupText } from '../backup-text.ts';
import { exitCodes } from '../exit.ts';
import { printJson } from '../options.ts';
import { safeLine } from '../terminal.ts';

export async function verifyBackupCommand(folder: string, { json }: { json?: boolean }): Promise<void> {
  const { manifest, problems, remarks } = await verifyBackup(folder);
  if (problems.length > 0) process.exitCode = exitCodes.refused;
  if (json) return printJson({ ok: problems.length === 0, problems, remarks, manifest });
  process.stdout.write(backupText(manifest));
  if (problems.length === 0) process.stdout.write('It is whole: every byte is as it was made.\n');
  for (const remark of remarks)
    process.stdout.write(`The server had, and has again after a restore: ${safeLine(remark)}.\n`);
  if (problems.length > 0)
    process.stderr.write(`parley: it is NOT whole:\n${problems.map(each => `  - ${safeLine(each)}\n`).join('')}`);
}
