// What a recovery code opens: encrypted under a key that follows from the code and the account, and from nothing else.
import { type AccountId, idBytes, wire } from '@parley/protocol';
import { createAead, openRandomly, sealRandomly } from '../attachments/aead.ts';
import type { CryptoEnv } from '../crypto/crypto.ts';
import { ParleyError } from '../errors.ts';

const label = new TextEncoder().encode('parley recovery 1');

function aeadOf(secret: Uint8Array, account: AccountId, { primitives }: Pick<CryptoEnv, 'primitives'>) {
  return createAead(primitives.hkdfSha256(secret, idBytes(account), label, 32));
}

export async function sealBackup(
  backup: wire.RecoveryBackup.$Properties,
  secret: Uint8Array,
  account: AccountId,
  env: CryptoEnv,
): Promise<Uint8Array> {
  const aead = await aeadOf(secret, account, env);
  return sealRandomly(aead, wire.RecoveryBackup.encode(backup).finish(), env.random);
}

/** Throws `wrong_recovery_code`: it is of another account, or not the last one. */
export async function openBackup(
  sealed: Uint8Array,
  secret: Uint8Array,
  account: AccountId,
  env: CryptoEnv,
): Promise<wire.RecoveryBackup> {
  try {
    const aead = await aeadOf(secret, account, env);
    return wire.RecoveryBackup.decode(await openRandomly(aead, sealed));
  } catch (cause) {
    throw new ParleyError('wrong_recovery_code', { cause });
  }
}
