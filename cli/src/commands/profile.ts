import { leaves } from '../leaves.ts';
import { printJson } from '../options.ts';
import { withClient } from '../session.ts';
import { safeLine } from '../terminal.ts';

interface Options {
  profile: string;
  name?: string;
  username?: string;
  json?: boolean;
}

export async function profileCommand({ profile, name: newName, username: wanted, json }: Options): Promise<void> {
  await withClient(profile, async ({ client, stopped }) => {
    client.connect();
    const username =
      wanted === undefined ? await client.username() : await client.setUsername(wanted === 'none' ? null : wanted);
    if (newName !== undefined) await client.setProfile({ name: newName });
    await leaves(client, stopped);
    const { name, phone, account } = client;
    if (json) return printJson({ name, phone, account, ...(username ? { username } : {}) });
    const rows = { name: safeLine(name), username: username ? `@${username}` : '(none)', phone, account };
    for (const [key, value] of Object.entries(rows)) process.stdout.write(`${key.padEnd(18)}${value}\n`);
  });
}
