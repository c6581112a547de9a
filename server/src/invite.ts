// `parley invite`: written beside a running server; only the invite's hash is stored.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openSqlAccountStore } from './accounts/account-store-sql.ts';
import { newSecret, secretHash } from './accounts/secrets.ts';
import { sqlSource } from './compose/sql-source.ts';
import type { Config } from './config.ts';

const INVITE_BYTES = 12;

/** @throws {Error} there is no server's data in the folder */
export async function createInvite(
  config: Config,
  { uses, expiresAt }: { uses: number; expiresAt: number },
): Promise<string> {
  const { data } = config;
  const source = sqlSource({ config, file: name => join(data, name) }, 'accounts');
  if (source.kind === 'sqlite' && !existsSync(source.path))
    throw new Error(`there is no server's data in ${data}: start the server once, or name its folder with --data`);
  const store = await openSqlAccountStore(source);
  try {
    const invite = newSecret(INVITE_BYTES);
    await store.addInvite({ hash: secretHash(invite), uses, expiresAt });
    return invite;
  } finally {
    await store.close();
  }
}
