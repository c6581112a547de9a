import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RedisClient } from './connection-redis.ts';

/** Runs a Lua script on one key. It is sent once: Redis remembers it by its hash until it is restarted or emptied. */
export type Script = (client: RedisClient, key: string, args: readonly (string | number)[]) => Promise<unknown>;

export function readScript(file: URL): Script {
  const source = readFileSync(file, 'utf8');
  const hash = createHash('sha1').update(source).digest('hex');
  return async (client, key, args) => {
    try {
      return await client.evalsha(hash, 1, key, ...args);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('NOSCRIPT')) throw error;
      return client.eval(source, 1, key, ...args);
    }
  };
}
