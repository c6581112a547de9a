import { createHash } from 'node:crypto';
import { type AccountId, type DeviceAddress, type DeviceKey, deviceKey } from '@parley/protocol';
import type { Transaction } from 'kysely';
import { openSqlDatabase, type SqlSource } from '../lib/sql-database.ts';
import { type PushTables, pushMigrations } from './push-schema-sql.ts';
import type { PushTarget } from './push-sender.ts';
import type { PushStore, Subscription } from './push-store.ts';

export async function openSqlPushStore(source: SqlSource): Promise<PushStore> {
  const sql = await openSqlDatabase<PushTables>({ source, what: 'pushes', migrations: pushMigrations });
  const { db } = sql;
  return {
    isShared: sql.isShared,
    put: (device, subscription) => sql.transaction(transaction => put(transaction, device, subscription)),
    async find(devices) {
      if (devices.length === 0) return new Map();
      const accounts = [...new Set(devices.map(({ account }) => account))];
      const rows = await db.selectFrom('push_subscriptions').selectAll().where('account', 'in', accounts).execute();
      const wanted = new Set(devices.map(({ account, device }) => deviceKey(account, device)));
      const found = new Map<DeviceKey, Subscription>();
      for (const { account, device, id, target, created_at } of rows) {
        const key = deviceKey(account as AccountId, device);
        if (wanted.has(key)) found.set(key, { id, target: JSON.parse(target) as PushTarget, createdAt: created_at });
      }
      return found;
    },
    async remove({ account, device }, id) {
      let rows = db.deleteFrom('push_subscriptions').where('account', '=', account).where('device', '=', device);
      if (id !== undefined) rows = rows.where('id', '=', id);
      return Number((await rows.executeTakeFirst()).numDeletedRows) > 0;
    },
    close: sql.close,
  };
}

async function put(
  db: Transaction<PushTables>,
  { account, device }: DeviceAddress,
  { id, target, createdAt }: Subscription,
): Promise<void> {
  const target_hash = hashOf(target);
  await db.deleteFrom('push_subscriptions').where('target_hash', '=', target_hash).execute();
  await db.deleteFrom('push_subscriptions').where('account', '=', account).where('device', '=', device).execute();
  const row = { account, device, id, target_hash, target: JSON.stringify(target), created_at: createdAt };
  await db.insertInto('push_subscriptions').values(row).execute();
}

/** Of the place alone: the same one with other keys is the same one. */
function hashOf(target: PushTarget): string {
  const place = 'endpoint' in target ? target.endpoint : target.token;
  return createHash('sha256').update(`${target.kind} ${place}`).digest('hex');
}
