// What an operator asks of a running server. Times and counts, and what people have shown in reports: the server has no other
// content.
import { type AdminAccount, type AdminQueue, type AdminReport, askAdmin } from '@parley/server';
import { exitCodes, UsageError } from '../exit.ts';
import { printJson, wholeNumber } from '../options.ts';
import { type ServerPlace, serverPlace } from '../server-place.ts';
import { dim, safeLine } from '../terminal.ts';

interface Options extends ServerPlace {
  json?: boolean;
}

type PageOptions = Options & { readonly limit: string; readonly after?: string };

export async function accountsCommand(who: string | undefined, options: PageOptions): Promise<void> {
  if (who !== undefined) return tellAccounts([await ofAccount('GET', who, '', options)], options);
  const page = new URLSearchParams({
    limit: String(wholeNumber('--limit', options.limit)),
    after: options.after ?? '',
  });
  const found = (await ask('GET', `/accounts?${page}`, options)) as AdminAccount[];
  tellAccounts(found, options);
  if (found.length === Number(options.limit) && !options.json)
    process.stderr.write(`More: parley admin accounts --after ${found.at(-1)!.account}\n`);
}

export async function queuesCommand(options: Options & { by: string; limit: string }): Promise<void> {
  const page = new URLSearchParams({ limit: String(wholeNumber('--limit', options.limit)), by: options.by });
  const found = (await ask('GET', `/queues?${page}`, options)) as AdminQueue[];
  if (options.json) return found.forEach(printJson);
  if (found.length === 0) process.stdout.write('Nothing waits for anybody.\n');
  for (const { account, phone, device, rows, oldestMs } of found) {
    const waits = `${String(rows).padStart(7)} waiting, the oldest for ${ageText(oldestMs)}`;
    process.stdout.write(`${waits}  ${named({ account, phone })} device ${device}\n`);
  }
}

export async function reportsCommand(options: Options & { limit: string; done?: string }): Promise<void> {
  if (options.done !== undefined) {
    const removed = await ask('DELETE', `/reports/${encodeURIComponent(options.done)}`, options);
    if (!removed) throw new UsageError('there is no report of that id');
    if (options.json) return printJson(removed);
    process.stdout.write('The report is removed.\n');
    return;
  }
  const page = new URLSearchParams({ limit: String(wholeNumber('--limit', options.limit)) });
  const found = (await ask('GET', `/reports?${page}`, options)) as AdminReport[];
  if (options.json) return found.forEach(printJson);
  if (found.length === 0) process.stdout.write('Nobody has reported anything.\n');
  for (const report of found) process.stdout.write(reportText(report));
}

function reportText({ id, at, reporter, reporterPhone, reported, reportedPhone, messages }: AdminReport): string {
  const whom = named({ account: reported, phone: reportedPhone });
  const who = named({ account: reporter, phone: reporterPhone });
  const shown = messages.map(({ ts, text }) => `    ${new Date(ts).toISOString()}  ${safeLine(text)}\n`);
  return `${id}  ${new Date(at).toISOString()}\n  ${whom}\n  reported by ${who}\n${shown.join('')}`;
}

export async function endSessionsCommand(who: string, options: Options): Promise<void> {
  const ended = await ofAccount('DELETE', who, '/sessions', options);
  if (options.json) return printJson(ended);
  const devices = ended.devices.map(({ device }) => device).join(', ') || 'none';
  process.stdout.write(
    `Ended for ${named(ended)}: device ${devices}. To go on, the person registers again with a code sent to the number.\n`,
  );
}

export async function deleteCommand(who: string, options: Options & { yes?: boolean }): Promise<void> {
  const found = await ofAccount('GET', who, '', options);
  if (!options.yes) await confirmed(found);
  const deleted = await ofAccount('DELETE', found.account, '', options);
  if (options.json) return printJson(deleted);
  process.stdout.write(
    `Deleted: ${named(deleted)}. Its number can make a new account. Groups show it as a member until an admin removes it.\n`,
  );
}

async function confirmed(account: AdminAccount): Promise<void> {
  if (!process.stdin.isTTY) throw new UsageError('say --yes: an account that is deleted does not come back');
  const { confirm, isCancel } = await import('@clack/prompts');
  const message = `Delete ${named(account)} for good, with all that waits for it?`;
  const answer = await confirm({ message, initialValue: false });
  if (isCancel(answer) || !answer) process.exit(exitCodes.interrupted);
}

function ask(method: 'GET' | 'DELETE', path: string, options: Options): Promise<unknown> {
  return askAdmin(serverPlace(options), method, path);
}

async function ofAccount(
  method: 'GET' | 'DELETE',
  who: string,
  part: '' | '/sessions',
  options: Options,
): Promise<AdminAccount> {
  const found = await ask(method, `/accounts/${encodeURIComponent(who)}${part}`, options);
  if (!found) throw new UsageError(`there is no account ${safeLine(who)} on this server`);
  return found as AdminAccount;
}

function tellAccounts(accounts: readonly AdminAccount[], { json }: Options): void {
  for (const account of accounts) {
    if (json) printJson(account);
    else process.stdout.write(`${named(account)}${account.devices.map(deviceText).join('')}\n`);
  }
}

const named = ({ account, phone }: Pick<AdminAccount, 'account' | 'phone'>): string =>
  `${account} ${phone || dim('deleted')}`;

const deviceText = ({ device, waiting, bytes }: AdminAccount['devices'][number]): string =>
  `  device ${device}${waiting === 0 ? '' : ` (${waiting} waiting, ${Math.ceil(bytes / 1_000)} kB)`}`;

const UNITS = [
  ['days', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
] as const;

function ageText(ms: number): string {
  const [unit, size] = UNITS.find(each => ms >= 2 * each[1]) ?? ['s', 1_000];
  return `${Math.floor(ms / size)} ${unit}`;
}
