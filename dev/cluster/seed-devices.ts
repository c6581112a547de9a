// Accounts straight into a cluster's database: registering thousands over HTTP takes minutes.
import { createHash, randomBytes } from 'node:crypto';
import { type AccountId, toHex } from '@parley/protocol';
import { until } from '../parts/until.ts';
import type { Credentials } from '../raw-connection.ts';
import type { Cluster } from './start.ts';

const ROWS_A_STATEMENT = 500;
const KEY_BYTES = 33;
const READY_TIMEOUT_MS = 30_000;

/** So many accounts with one device each. The message service is started again: it hears of them when it starts. */
export async function seedDevices(cluster: Cluster, count: number): Promise<Credentials[]> {
  const devices = Array.from({ length: count }, () => ({
    account: toHex(randomBytes(16)) as AccountId,
    device: 1,
    token: randomBytes(32),
  }));
  const { mariadb } = cluster;
  for (let from = 0; from < count; from += ROWS_A_STATEMENT) {
    await mariadb.ask(mariadb.primary, statementsFor(devices.slice(from, from + ROWS_A_STATEMENT), from));
  }
  await Promise.all(cluster.processesOf('messages').map(one => one.restart()));
  await Promise.all(cluster.gateways.map(({ name }) => untilReady(cluster.urlOf(name))));
  return devices;
}

/** Its links stand again. */
function untilReady(url: string): Promise<void> {
  return until(`${url} is ready`, READY_TIMEOUT_MS, async () => (await fetch(`${url}/readyz`)).ok);
}

function statementsFor(devices: readonly Credentials[], from: number): string {
  const key = `0x${'00'.repeat(KEY_BYTES)}`;
  const accounts = devices.map(({ account }, i) => `('${account}', '+1555${4_000_000 + from + i}', 1, 9, 0)`);
  const rows = devices.map(({ account, token }) => {
    const hash = createHash('sha256').update(token).digest('hex');
    return `('${account}', 1, ${key}, '${hash}', 0)`;
  });
  return `INSERT INTO parley.accounts_accounts (id, phone, list_version, next_device, created_at) VALUES ${accounts.join()};
    INSERT INTO parley.accounts_devices (account, device, identity_key, token_hash, created_at) VALUES ${rows.join()}`;
}
