import type { CodeInfo } from '@parley/client';
import { openProfile } from '@parley/client/node';
import { UsageError } from '../exit.ts';

interface Options {
  profile: string;
  server: string;
  phone: string;
  name: string;
  code?: string;
  devCode?: boolean;
  invite?: string;
  json?: boolean;
}

export async function registerCommand(options: Options): Promise<void> {
  const { register } = await import('@parley/client');
  const store = await openProfile(options.profile);
  let asked = 0;
  const { server, phone, name, invite } = options;
  const client = await register({
    server,
    phone,
    name,
    store,
    ...(invite ? { invite } : {}),
    code: info => codeFrom(options, info, asked++),
  });
  const { account, device } = client;
  await client.close();
  if (options.json) process.stdout.write(`${JSON.stringify({ account, device, phone: client.phone, name })}\n`);
  else
    process.stdout.write(
      `Registered ${client.phone} as ${name}. This device lives in ${options.profile}: keep it, and keep it to yourself.\n`,
    );
}

async function codeFrom(options: Options, info: CodeInfo, asked: number): Promise<string> {
  if (options.code && asked === 0) return options.code;
  if (options.code) throw new UsageError('the code is wrong: ask for a new one by registering again');
  if (info.developmentCode && options.devCode) return info.developmentCode;
  if (options.devCode) throw new UsageError('the server shows no code: it is no development server on this machine');
  if (!process.stdin.isTTY) throw new UsageError('a code is needed: pass --code, or run this in a terminal');
  return ask(info, asked);
}

async function ask({ digits }: CodeInfo, asked: number): Promise<string> {
  const { isCancel, text } = await import('@clack/prompts');
  const answer = await text({
    message: asked === 0 ? `The ${digits}-digit code that was sent to this number` : 'That was not it. The code again',
    validate: value => (value?.length === digits && /^\d+$/.test(value) ? undefined : `It has ${digits} digits.`),
  });
  if (isCancel(answer)) process.exit(130);
  return answer;
}
