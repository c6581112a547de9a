import type { RecoveryInfo } from '@parley/client';
import { exitCodes, UsageError } from '../exit.ts';
import { printJson } from '../options.ts';
import { withClient } from '../session.ts';
import { safeLine } from '../terminal.ts';
import { type RegisterCommandOptions, registerCommand } from './register.ts';

interface NewOptions {
  readonly profile: string;
  readonly json?: boolean;
  readonly unchecked?: boolean;
}

/** The account has the code only when it is kept somewhere. */
export async function newRecoveryCommand({ profile, json, unchecked }: NewOptions): Promise<void> {
  if (!unchecked && !process.stdin.isTTY)
    throw new UsageError('run this in a terminal, or say --unchecked and keep the code that it prints');
  await withClient(profile, async ({ client }) => {
    const code = await client.newRecoveryCode();
    if (!unchecked) await writtenDown(code);
    await client.setRecoveryCode(code);
    if (json) return printJson({ recoveryCode: code });
    if (unchecked) process.stdout.write(`${code}\n`);
    process.stderr.write('This recovery code is good from now on, and no other. It is not shown again.\n');
  });
}

/** Two of its seven parts, typed back: it stands on paper. */
async function writtenDown(code: string): Promise<void> {
  const { isCancel, text } = await import('@clack/prompts');
  const parts = code.split(' ');
  // Plain, so that nothing breaks it apart or frames it.
  process.stdout.write(
    `\n  ${code}\n\nWrite this down. Who has it, and gets a code sent to your number, has your account.\n`,
  );
  for (const index of [2, 5]) {
    const isPart = (value: string | undefined) => value?.trim().toUpperCase() === parts[index];
    const answer = await text({
      message: `From what you have written: part ${index + 1} of ${parts.length}`,
      validate: value => (isPart(value) ? undefined : 'That is not it. Look at what you have written down.'),
    });
    if (isCancel(answer)) process.exit(exitCodes.interrupted);
  }
}

export async function pinCommand(
  pin: string | undefined,
  { profile, json, off }: { readonly profile: string; readonly json?: boolean; readonly off?: boolean },
): Promise<void> {
  if (pin !== undefined && off) throw new UsageError('name a PIN, or --off');
  await withClient(profile, async ({ client }) => {
    if (pin !== undefined || off) await client.setPin(pin ?? null);
    const isSet = await client.hasPin();
    if (json) return printJson({ pin: isSet });
    process.stdout.write(
      isSet
        ? 'Registering this number anew asks for your PIN, until none of your devices has been there for a week.\n'
        : 'Registering this number anew asks for no PIN.\n',
    );
  });
}

export async function deleteAccountCommand({
  profile,
  json,
  yes,
}: {
  readonly profile: string;
  readonly json?: boolean;
  readonly yes?: boolean;
}): Promise<void> {
  if (!yes && !process.stdin.isTTY) throw new UsageError('run this in a terminal, or say --yes');
  await withClient(profile, async ({ client }) => {
    if (!yes) await meant(client.phone);
    client.connect();
    await client.deleteAccount();
    if (json) return printJson({ deleted: client.account });
    process.stdout.write(`The account of ${client.phone} has ended. What it has received is still in ${profile}.\n`);
  });
}

async function meant(phone: string): Promise<void> {
  const { confirm } = await import('@clack/prompts');
  const message = `End the account of ${phone} for good? It leaves its groups, and all its devices end.`;
  if ((await confirm({ message, initialValue: false })) !== true) process.exit(exitCodes.interrupted);
}

export async function useRecoveryCommand(code: string | undefined, options: RegisterCommandOptions): Promise<void> {
  if (code === undefined && !process.stdin.isTTY)
    throw new UsageError('a recovery code is needed: name it, or run this in a terminal');
  await registerCommand(options, info => recoveryCodeFrom(code, info));
}

/** Never undefined: that would end the account's other devices. */
async function recoveryCodeFrom(code: string | undefined, { isKept, error }: RecoveryInfo): Promise<string> {
  if (code !== undefined) {
    if (error) throw error;
    return code;
  }
  if (!isKept) return '';
  const { isCancel, text } = await import('@clack/prompts');
  const answer = await text({ message: error ? safeLine(error.message) : 'The recovery code of this account' });
  if (isCancel(answer)) process.exit(exitCodes.interrupted);
  return answer ?? '';
}
