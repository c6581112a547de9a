import { databaseName } from './messages.ts';

/** What an app keeps beside the store goes with the device: databases and caches whose names begin as the store's does. */
export async function wipeBrowser(profile: string): Promise<void> {
  const prefix = `${databaseName(profile)}/`;
  await Promise.allSettled([dropDatabases(prefix), dropCaches(prefix)]);
}

async function dropDatabases(prefix: string): Promise<void> {
  for (const { name } of (await globalThis.indexedDB?.databases?.()) ?? []) {
    if (name?.startsWith(prefix)) indexedDB.deleteDatabase(name);
  }
}

async function dropCaches(prefix: string): Promise<void> {
  for (const name of (await globalThis.caches?.keys()) ?? []) if (name.startsWith(prefix)) await caches.delete(name);
}
