import type { AccountId, Client, Message } from '@parley/client';
import { exitCodes } from '../exit.ts';
import { milliseconds } from '../options.ts';
import { messageJson, tellNotices, withClient } from '../session.ts';
import { stateMark } from '../terminal.ts';

interface Options {
  profile: string;
  wait: 'sent' | 'delivered';
  timeout?: string;
  json?: boolean;
}

const STANDARD_TIMEOUT_MS = 30_000;
/** A server that is not there at all is not waited for that long. */
const UNREACHABLE_MS = 5_000;

export async function sendCommand(to: string, words: string[], options: Options): Promise<void> {
  const timeoutMs = options.timeout === undefined ? undefined : milliseconds('--timeout', options.timeout);
  await withClient(options.profile, async ({ client, stopped }) => {
    tellNotices(client);
    client.connect();
    const timeout = timeoutMs === undefined ? patience(client) : AbortSignal.timeout(timeoutMs);
    const signal = AbortSignal.any([stopped, timeout]);
    const queued = await client.sendText(await resolve(client, to, signal), words.join(' '));
    try {
      report(await client.waitFor(queued.id, options.wait, signal), options);
    } catch (error) {
      const now = (await client.message(queued.id)) ?? queued;
      if (options.json) report(now, options);
      if (!timeout.aborted) throw error;
      process.stderr.write(`parley: ${whyNot(client, now, options.wait)}\n`);
      process.exitCode = exitCodes.notNow;
    }
  });
}

function patience(client: Client): AbortSignal {
  const unreachable = new AbortController();
  const timer = setTimeout(() => {
    if (client.connection.state === 'waiting') unreachable.abort();
  }, UNREACHABLE_MS);
  timer.unref();
  return AbortSignal.any([unreachable.signal, AbortSignal.timeout(STANDARD_TIMEOUT_MS)]);
}

async function resolve(client: Client, to: string, signal: AbortSignal): Promise<AccountId> {
  try {
    return await client.resolve(to, signal);
  } catch (cause) {
    const { ParleyError } = await import('@parley/client');
    if (!(signal.aborted || (cause instanceof ParleyError && cause.code === 'unreachable'))) throw cause;
    const message = `The server cannot be reached, and this profile does not know ${to} yet: the message was NOT kept. Send it again later.`;
    throw new ParleyError('unreachable', { message, cause });
  }
}

function whyNot(client: Client, message: Message, wanted: string): string {
  if (message.state !== 'pending') return `not ${wanted} in time; the server has the message and keeps it for them`;
  const reason =
    client.connection.state === 'waiting' ? 'the server cannot be reached' : 'the server did not take it in time';
  return `${message.error?.message ?? reason}; the message is kept in the outbox and leaves with the next send, receive or chat`;
}

function report(message: Message, { json }: Options): void {
  process.stdout.write(json ? `${messageJson(message)}\n` : `${stateMark(message.state)} ${message.state}\n`);
}
