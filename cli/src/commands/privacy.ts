import type { AccountId, Client, PrivacySettings } from '@parley/client';
import { printJson } from '../options.ts';
import { withClient } from '../session.ts';
import { safeLine } from '../terminal.ts';

interface Options {
  profile: string;
  json?: boolean;
}

type OnOff = 'on' | 'off';
type SetOptions = Options & {
  readonly readReceipts?: OnOff;
  readonly lastSeen?: OnOff;
  readonly groups?: PrivacySettings['groups'];
};

export async function blockCommand(who: string, options: Options): Promise<void> {
  await withClient(options.profile, async ({ client }) => {
    const account = await client.resolve(who);
    await client.block(account);
    if (options.json) return printJson({ account, blocked: true });
    process.stdout.write(`Blocked: ${await nameOf(client, account)}.\n`);
  });
}

export async function unblockCommand(who: string, options: Options): Promise<void> {
  await withClient(options.profile, async ({ client }) => {
    const account = await client.resolve(who);
    await client.unblock(account);
    if (options.json) return printJson({ account, blocked: false });
    process.stdout.write(`Unblocked: ${await nameOf(client, account)}.\n`);
  });
}

export async function privacyCommand({ profile, json, readReceipts, lastSeen, groups }: SetOptions): Promise<void> {
  await withClient(profile, async ({ client }) => {
    client.connect();
    await client.whenOnline(AbortSignal.timeout(ONLINE_MS)).catch(() => {}); // then as of the last time
    if (readReceipts) await client.setPrivacy({ readReceipts: readReceipts === 'on' });
    if (lastSeen) await client.setPrivacy({ presence: lastSeen === 'on' ? 'everyone' : 'nobody' });
    if (groups) await client.setPrivacy({ groups });
    const set = await client.privacy();
    if (json) return printJson(set);
    const names = await Promise.all(set.blocked.map(account => nameOf(client, account)));
    process.stdout.write(`Online and last seen: ${set.presence === 'everyone' ? 'on' : 'off'}\n`);
    process.stdout.write(`Read receipts: ${set.readReceipts ? 'on' : 'off'}\n`);
    process.stdout.write(`Added to groups by: ${set.groups}\n`);
    process.stdout.write(`Blocked: ${names.join(', ') || 'nobody'}\n`);
  });
}

const ONLINE_MS = 5_000;

async function nameOf(client: Client, account: AccountId): Promise<string> {
  const { name, phone } = await client.chat(account);
  return safeLine(name ?? phone ?? account);
}
