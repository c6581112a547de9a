// One run of a command as a device: open the profile, do the work, close.
import { existsSync } from 'node:fs';
import type { Client, Message, Notice } from '@parley/client';
import { openProfile } from '@parley/client/node';
import { toBase64 } from '@parley/protocol';
import { noticeText } from './notices.ts';

interface Session {
  readonly client: Client;
  /** Aborted, with the error as its reason, when the server no longer wants this device. */
  readonly stopped: AbortSignal;
}

export async function withClient<T>(profile: string, work: (session: Session) => Promise<T>): Promise<T> {
  const { openClient, ParleyError } = await import('@parley/client');
  if (!existsSync(profile)) {
    const message = `There is no profile in ${profile}. Make one: parley register --profile ${profile} …`;
    throw new ParleyError('not_registered', { message });
  }
  const client = await openClient({ store: await openProfile(profile) });
  const stopping = new AbortController();
  client.on('connection', ({ state, reason }) => {
    if (state === 'stopped' && reason !== 'closed') client.whenOnline().catch(error => stopping.abort(error));
  });
  try {
    return await work({ client, stopped: stopping.signal });
  } finally {
    await client.close();
  }
}

/** Notices on stderr, so that they are seen where stdout is read by a program. */
export function tellNotices(client: Client, isTold: (notice: Notice) => boolean = () => true): void {
  client.on('notice', notice => {
    if (!isTold(notice)) return;
    noticeText(client, notice).then(
      text => text && process.stderr.write(`parley: ${text}\n`),
      () => {},
    );
  });
}

export function messageJson(message: Message): string {
  const { cursor: _, ...rest } = message;
  return JSON.stringify(rest, (_name, value) => (value instanceof Uint8Array ? toBase64(value) : value));
}
