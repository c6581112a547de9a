import type { AskRecoveryCode, CodeInfo, PinInfo } from '@parley/client';
import { openProfile } from '@parley/client/node';
import { exitCodes, UsageError } from '../exit.ts';
import { printJson } from '../options.ts';
import { safeLine } from '../terminal.ts';

export interface RegisterCommandOptions {
  profile: string;
  server: string;
  phone: string;
  name: string;
  code?: string;
  devCode?: boolean;
  invite?: string;
  pin?: string;
  json?: boolean;
}

export async function registerCommand(options: RegisterCommandOptions, recoveryCode?: AskRecoveryCode): Promise<void> {
  const { register } = await import('@parley/client');
  const store = await openProfile(options.profile);
  const { server, phone, name, invite } = options;
  const code = (info: CodeInfo): Promise<string> => codeFrom(options, info);
  const client = await register({
    server,
    phone,
    name,
    store,
    ...(invite ? { invite } : {}),
    code,
    pin: info => pinFrom(options, info),
    ...(recoveryCode ? { recoveryCode } : {}),
  });
  const { account, device } = client;
  await client.close();
  if (options.json) return printJson({ account, device, phone: client.phone, name });
  process.stdout.write(
    `Registered ${client.phone} as ${safeLine(name)}. This device lives in ${options.profile}: keep it, and keep it to yourself.\n`,
  );
}

async function codeFrom(options: RegisterCommandOptions, info: CodeInfo): Promise<string> {
  if (options.code && info.attempt === 1) return options.code;
  if (options.code && info.error) throw info.error;
  if (info.developmentCode && options.devCode) return info.developmentCode;
  if (options.devCode) throw new UsageError('the server shows no code: it is no development server on this machine');
  if (!process.stdin.isTTY) throw new UsageError('a code is needed: pass --code, or run this in a terminal');
  return ask(info);
}

async function ask({ digits, error }: CodeInfo): Promise<string> {
  const { isCancel, text } = await import('@clack/prompts');
  const answer = await text({
    message: error ? safeLine(error.message) : `The ${digits}-digit code that was sent to this number`,
    validate: value => (value?.length === digits && /^\d+$/.test(value) ? undefined : `It has ${digits} digits.`),
  });
  if (isCancel(answer)) process.exit(exitCodes.interrupted);
  return answer;
}

async function pinFrom(options: RegisterCommandOptions, { error }: PinInfo): Promise<string> {
  const isTerminal = process.stdin.isTTY;
  if (error && (options.pin !== undefined || error.temporary || !isTerminal)) throw error;
  if (options.pin !== undefined) return options.pin;
  if (!isTerminal) throw new UsageError('this account has a PIN: pass --pin, or run this in a terminal');
  const { isCancel, password } = await import('@clack/prompts');
  const answer = await password({ message: error ? safeLine(error.message) : 'The PIN of this account' });
  if (isCancel(answer)) process.exit(exitCodes.interrupted);
  return answer ?? '';
}
