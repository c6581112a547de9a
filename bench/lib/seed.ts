// Accounts straight into a data folder: registering thousands over HTTP would be the measurement.
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type AccountId, toHex } from '@parley/protocol';
import type { Credentials } from '../../dev/raw-device.ts';
import { openSqlAccountStore } from '../../server/src/accounts/account-store-sql.ts';

const TOKEN_BYTES = 32;
const KEY_BYTES = 33;

/** So many devices for each account, one account after the other. The server that starts on the folder tells its message store of them. */
export async function seedAccounts(data: string, accounts: number, devicesEach = 1): Promise<Credentials[]> {
  mkdirSync(data, { recursive: true });
  const path = join(data, 'accounts.sqlite');
  const store = await openSqlAccountStore({ kind: 'sqlite', path });
  await store.close();
  const devices = Array.from({ length: accounts }, () => toHex(randomBytes(16)) as AccountId).flatMap(account =>
    Array.from({ length: devicesEach }, (_, i) => ({ account, device: i + 1, token: randomBytes(TOKEN_BYTES) })),
  );
  insert(path, devices);
  return devices;
}

/** In one transaction, which the store's own door does not offer. */
function insert(path: string, devices: readonly Credentials[]): void {
  const db = new DatabaseSync(path);
  const account = db.prepare(
    'INSERT INTO accounts (id, phone, list_version, next_device, created_at) VALUES (?, ?, 1, 9, 0)',
  );
  const device = db.prepare(
    'INSERT INTO devices (account, device, identity_key, token_hash, created_at) VALUES (?, ?, ?, ?, 0)',
  );
  db.exec('BEGIN');
  for (const [i, { account: id, device: number, token }] of devices.entries()) {
    if (number === 1) account.run(id, `+1555${3_000_000 + i}`);
    device.run(id, number, new Uint8Array(KEY_BYTES), createHash('sha256').update(token).digest('hex'));
  }
  db.exec('COMMIT');
  db.close();
}
