import { statSync } from 'node:fs';
import { toHex } from '@parley/protocol';
import { UsageError } from '../exit.ts';
import { printJson } from '../options.ts';
import { withClient } from '../session.ts';

interface Options {
  profile?: string;
  mark?: boolean;
  unmark?: boolean;
  json?: boolean;
}

export async function verifyCommand(to: string, options: Options): Promise<void> {
  if (isFolder(to)) return (await import('./verify-backup.ts')).verifyBackupCommand(to, options);
  const { profile } = options;
  if (profile === undefined) throw new UsageError(`${to} is no folder of a backup; for a safety number say --profile`);
  await withClient(profile, async ({ client }) => {
    const account = await client.resolve(to);
    if (options.mark || options.unmark) await client.markVerified(account, Boolean(options.mark));
    const { digits, scannable, verified } = await client.safetyNumber(account);
    if (options.json) return printJson({ account, digits, scannable: toHex(scannable), verified });
    const groups = digits.match(/\d{5}/g) ?? [];
    for (let row = 0; row < groups.length; row += 4)
      process.stdout.write(`  ${groups.slice(row, row + 4).join(' ')}\n`);
    process.stdout.write(
      verified
        ? '\nVerified.\n'
        : '\nCompare it with the other side, in person or by voice. The same on both: nobody sits in between.\nThen: parley verify --mark …\n',
    );
  });
}

/** Nobody's number, id or name is one. */
const isFolder = (text: string): boolean => statSync(text, { throwIfNoEntry: false })?.isDirectory() ?? false;
