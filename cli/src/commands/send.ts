import type { Message } from '@parley/client';
import { exitCodes, UsageError } from '../exit.ts';
import { messageJson, parseDuration, withClient } from '../session.ts';
import { stateMark } from '../terminal.ts';

interface Options {
  profile: string;
  wait: 'sent' | 'delivered';
  timeout: string;
  json?: boolean;
}

export async function sendCommand(to: string, words: string[], options: Options): Promise<void> {
  const timeoutMs = parseDuration(options.timeout);
  if (timeoutMs === undefined) throw new UsageError('--timeout must be a duration, like 30s');
  await withClient(options.profile, async client => {
    client.connect();
    const signal = AbortSignal.timeout(timeoutMs);
    const account = await client.resolve(to, signal);
    const queued = await client.sendText(account, words.join(' '));
    try {
      report(await client.waitFor(queued.id, options.wait, signal), options);
    } catch (error) {
      if (!signal.aborted) throw error;
      const now = (await client.message(queued.id)) ?? queued;
      if (options.json) report(now, options);
      process.stderr.write(
        now.state === 'pending'
          ? 'parley: the server cannot be reached; the message waits in the outbox and leaves with the next send, receive or chat\n'
          : `parley: not ${options.wait} within ${options.timeout}; the server has the message\n`,
      );
      process.exitCode = exitCodes.notNow;
    }
  });
}

function report(message: Message, { json }: Options): void {
  process.stdout.write(json ? `${messageJson(message)}\n` : `${stateMark(message.state)} ${message.state}\n`);
}
