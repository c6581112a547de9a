// The side of a device that holds the account key: puts at the server what a recovery code opens.
import { concatBytes, fromHex, idBytes, limits, signedBytes, wire } from '@parley/protocol';
import type { Context } from '../context.ts';
import { type PrivateKey, sign } from '../crypto/crypto.ts';
import { ParleyError } from '../errors.ts';
import type { Http } from '../http/http.ts';
import { putRecovery } from '../http/recovery.ts';
import { type ContactRow, type ProfileRow, SELF } from '../store/schema.ts';
import { sealBackup } from './backup.ts';
import { parseRecoveryCode } from './recovery-code.ts';

export type RecoveryDeps = Pick<Context, 'profile' | 'work' | 'env'> & { readonly http: Http };

/** Beside the keys: what the server takes, less what encryption and encoding add. */
const maxVerifiedBytes = limits.maxRecoveryBytes - 1_024;

export async function setRecoveryCode(code: string, deps: RecoveryDeps, signal?: AbortSignal): Promise<void> {
  const { profile, env, http } = deps;
  const { account } = profile;
  const secret = parseRecoveryCode(code);
  const { key, backup } = await backupOf(deps);
  const sealed = await sealBackup(backup, secret, account, env);
  const signed = signedBytes('parley recovery 1', concatBytes(idBytes(account), sealed));
  await putRecovery(http, sealed, sign(key as PrivateKey, signed, env.random), signal);
}

async function backupOf({ profile, work, env }: RecoveryDeps) {
  const own = await work.run(async draft => {
    const row = await draft.get('profile', SELF);
    if (!row?.accountKey) throw new ParleyError('no_account_key');
    const withSecret: ProfileRow = { ...row, assetSecret: row.assetSecret ?? env.random(32) };
    draft.put('profile', withSecret);
    return withSecret;
  });
  const list = await work.get('accounts', profile.account);
  const key = own.accountKey?.privateKey;
  if (!key || !list) throw new ParleyError('no_account_key');
  const backup: wire.RecoveryBackup.$Properties = {
    device: profile.device,
    listVersion: list.version,
    listHash: fromHex(list.hashes[list.version] ?? ''),
    accountKey: key,
    assetSecret: own.assetSecret ?? new Uint8Array(),
    verified: verifiedIn(await work.list('contacts')),
  };
  return { key, backup };
}

/** As many as there is room for. */
function verifiedIn(contacts: readonly ContactRow[]): wire.VerifiedContact.$Properties[] {
  const verified: wire.VerifiedContact.$Properties[] = [];
  let bytes = 0;
  for (const { account, verifiedKey: accountKey, phone = '', name = '' } of contacts) {
    if (!accountKey) continue;
    const contact = { account: idBytes(account), accountKey, phone, name };
    bytes += wire.VerifiedContact.encode(contact).finish().length + 4;
    if (bytes > maxVerifiedBytes) break;
    verified.push(contact);
  }
  return verified;
}
