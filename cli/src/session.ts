// One run of a command as a device: open the profile, connect, do the work, close.
import type { Client, Message } from '@parley/client';
import { openProfile } from '@parley/client/node';

export async function withClient<T>(profile: string, work: (client: Client) => Promise<T>): Promise<T> {
  const { openClient } = await import('@parley/client');
  const store = await openProfile(profile);
  const client = await openClient({ store });
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

/** `10s`, `500ms`, `2m`, `1h`; a bare number is seconds. Milliseconds, or undefined when it is no duration. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text);
  if (!match) return undefined;
  const unit = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 }[match[2] ?? 's']!;
  return Number(match[1]) * unit;
}

export function messageJson(message: Message): string {
  const { cursor: _, ...rest } = message;
  return JSON.stringify(rest);
}
