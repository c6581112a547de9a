import { readFile } from 'node:fs/promises';
import type { Client, Profile, ProfileAudience, ProfileChange } from '@parley/client';
import { leaves } from '../leaves.ts';
import { printJson } from '../options.ts';
import { withClient } from '../session.ts';
import { safeLine } from '../terminal.ts';

interface Options {
  profile: string;
  name?: string;
  about?: string;
  avatar?: string;
  aboutFor?: ProfileAudience;
  avatarFor?: ProfileAudience;
  username?: string;
  json?: boolean;
}

const NONE = '(none)';

export async function profileCommand(who: string | undefined, options: Options): Promise<void> {
  await withClient(options.profile, async ({ client, stopped }) => {
    client.connect();
    if (who !== undefined) return showOther(client, who, options);
    const { username: wanted } = options;
    const username =
      wanted === undefined ? await client.username() : await client.setUsername(wanted === 'none' ? null : wanted);
    const change = await changeIn(options);
    if (Object.keys(change).length > 0) await client.setProfile(change);
    await leaves(client, stopped);
    const { name, phone, account } = client;
    const shown = await client.profile();
    if (options.json) return printJson({ ...shown, name, phone, account, ...(username ? { username } : {}) });
    const { aboutFor = '', avatarFor = '' } = shown;
    const rows = { name, username: username ? `@${username}` : NONE, phone, account, ...wordsOf(shown) };
    printRows({ ...rows, 'about for': aboutFor, 'picture for': avatarFor });
  });
}

async function showOther(client: Client, who: string, { json }: Options): Promise<void> {
  const account = await client.resolve(who);
  const shown = await client.profile(account);
  if (json) return printJson({ ...shown, account });
  printRows({ name: shown.name ?? NONE, account, ...wordsOf(shown) });
}

async function changeIn({ name, about, avatar, aboutFor, avatarFor }: Options): Promise<ProfileChange> {
  return {
    ...(name === undefined ? {} : { name }),
    ...(about === undefined ? {} : { about }),
    ...(avatar === undefined ? {} : { avatar: avatar === 'none' ? null : new Uint8Array(await readFile(avatar)) }),
    ...(aboutFor ? { aboutFor } : {}),
    ...(avatarFor ? { avatarFor } : {}),
  };
}

function wordsOf({ about, avatar }: Profile) {
  return { about: about ?? NONE, picture: avatar ? `SHA-256 ${avatar}` : NONE };
}

function printRows(rows: Record<string, string>): void {
  for (const [key, value] of Object.entries(rows)) process.stdout.write(`${key.padEnd(18)}${safeLine(value)}\n`);
}
