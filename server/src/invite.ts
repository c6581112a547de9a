// `parley invite`: written beside a running server; only the invite's hash is stored.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openSqlAccountStore } from './accounts/account-store-sql.ts';
import { newSecret, secretHash } from './accounts/secrets.ts';

const INVITE_BYTES = 12;

/** @throws {Error} there is no server's data in the folder */
export async function createInvite(
  data: string,
  { uses, expiresAt }: { uses: number; expiresAt: number },
): Promise<string> {
  const path = join(data, 'accounts.sqlite');
  if (!existsSync(path))
    throw new Error(`there is no server's data in ${data}: start the server once, or name its folder with --data`);
  const store = await openSqlAccountStore({ kind: 'sqlite', path });
  try {
    const invite = newSecret(INVITE_BYTES);
    await store.addInvite({ hash: secretHash(invite), uses, expiresAt });
    return invite;
  } finally {
    await store.close();
  }
}
