import { withClient } from '../session.ts';

const CONNECT_MS = 5_000;

export async function statusCommand(options: { profile: string; json?: boolean }): Promise<void> {
  await withClient(options.profile, async client => {
    client.connect();
    await client.whenOnline(AbortSignal.timeout(CONNECT_MS)).catch(() => {}); // what the connection is stands in the status
    const status = await client.status();
    const { account, device, phone, name, server } = client;
    if (options.json)
      return void process.stdout.write(`${JSON.stringify({ account, device, phone, name, server, ...status })}\n`);
    const rows = {
      name,
      phone,
      account,
      device: `${device} of ${status.devices.length}`,
      server: `${server} (${status.connection.state}${status.connection.reason ? `: ${status.connection.reason}` : ''})`,
      'in the outbox': status.queued,
      'one-time prekeys': status.oneTimePreKeys ?? 'unknown',
    };
    for (const [key, value] of Object.entries(rows)) process.stdout.write(`${key.padEnd(18)}${value}\n`);
  });
}
