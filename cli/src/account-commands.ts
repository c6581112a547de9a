// `parley recovery …`, `registration-pin` and `delete-account`: the words; what they do is in commands/account.ts.
import type { Command, Option } from 'commander';

type Run = typeof import('./commands/account.ts');

export function addAccountCommands(
  program: Command,
  registerOptions: (command: Command) => Command,
  profile: () => Option,
  json: () => Option,
): void {
  const run = (): Promise<Run> => import('./commands/account.ts');
  const recovery = program.command('recovery').description('the code that brings this account to a new device');

  recovery
    .command('new')
    .description('make a recovery code, once it has been written down; the one before opens nothing any more')
    .option('--unchecked', 'do not ask for parts of it: whoever runs this keeps it')
    .addOption(profile())
    .addOption(json())
    .action(async options => (await run()).newRecoveryCommand(options));
  program
    .command('registration-pin [pin]')
    .description('show whether registering this number anew asks for a PIN, or set one: 6 digits or letters, or more')
    .option('--off', 'ask for none')
    .addOption(profile())
    .addOption(json())
    .action(async (pin, options) => (await run()).pinCommand(pin, options));
  program
    .command('delete-account')
    .description('end this account for good: it leaves its groups, all its devices end, and its number is free')
    .option('--yes', 'do not ask')
    .addOption(profile())
    .addOption(json())
    .action(async options => (await run()).deleteAccountCommand(options));
  registerOptions(recovery.command('use [code]'))
    .description('register this number anew with its recovery code: the account goes on as it was')
    .action(async (code, options) => (await run()).useRecoveryCommand(code, options));
}
