import { resolveChat } from '../chat-target.ts';
import { messageJson, withClient } from '../session.ts';
import { shownLine } from '../shown-line.ts';

interface Options {
  profile: string;
  json?: boolean;
}

export async function pinsCommand(to: string, { profile, json }: Options): Promise<void> {
  await withClient(profile, async ({ client }) => {
    for (const message of await client.pinned(await resolveChat(client, to))) {
      process.stdout.write(`${json ? messageJson(message) : await shownLine(client, message)}\n`);
    }
  });
}
