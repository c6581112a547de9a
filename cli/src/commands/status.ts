import type { ConnectionState } from '@parley/client';
import { printJson } from '../options.ts';
import { withClient } from '../session.ts';
import { safeLine } from '../terminal.ts';

const CONNECT_MS = 5_000;

export async function statusCommand(options: { profile: string; json?: boolean }): Promise<void> {
  await withClient(options.profile, async ({ client }) => {
    client.connect();
    await client.whenOnline(AbortSignal.timeout(CONNECT_MS)).catch(() => {}); // what it is stands in the status
    const status = await client.status();
    const { account, device, phone, name, server } = client;
    if (options.json) return printJson({ account, device, phone, name, server, ...status });
    const rows = {
      name: safeLine(name),
      phone,
      account,
      device: `${device} of ${status.devices.length}`,
      server: `${server} (${connectionText(status.connection)})`,
      'in the outbox': status.queued,
      'one-time prekeys': status.oneTimePreKeys ?? 'unknown',
    };
    for (const [key, value] of Object.entries(rows)) process.stdout.write(`${key.padEnd(18)}${value}\n`);
  });
}

function connectionText({ state, reason }: ConnectionState): string {
  return `${state.replace('_', ' ')}${reason ? `: ${reason.replace('_', ' ')}` : ''}`;
}
