import type { ChatId } from '@parley/client';
import { parseAccountId, parseGroupId } from '@parley/protocol';
import { resolveChat } from '../chat-target.ts';
import { leaves } from '../leaves.ts';
import { milliseconds, printJson } from '../options.ts';
import { heedRefusal } from '../refusals.ts';
import { withClient } from '../session.ts';

interface Options {
  profile: string;
  json?: boolean;
}

export async function timerCommand(to: string, duration: string, { profile, json }: Options): Promise<void> {
  const seconds = duration === 'off' ? 0 : Math.round(milliseconds('DURATION', duration) / 1_000);
  await withClient(profile, async ({ client, stopped }) => {
    let chat: ChatId | undefined;
    const throwRefusal = heedRefusal(client, refusal => refusal.act === 'timer' && refusal.chat === chat);
    client.connect();
    chat = await resolveChat(client, to, stopped);
    const [group, person] = [parseGroupId(chat), parseAccountId(chat)];
    if (group) await client.changeGroup(group, { settings: { timerS: seconds } }, stopped);
    if (person) await client.setTimer(person, seconds);
    await leaves(client, stopped);
    await throwRefusal();
    if (json) printJson({ chat, timerS: seconds });
  });
}
