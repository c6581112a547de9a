// Links: the secret stands behind the `#`, which no browser sends to a server.
import { sha256 } from '@noble/hashes/sha2.js';
import { fromBase64, toBase64, toHex } from '@parley/protocol';
import { type CryptoEnv, type KeyPair, keyPairFrom } from '../crypto/crypto.ts';
import { ParleyError } from '../errors.ts';

const SECRET_BYTES = 32;

export function inviteLink(server: string, secret: Uint8Array): string {
  const text = toBase64(secret).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  return `${server}/join#${text}`;
}

/** The key pair in a link to this server. Throws `bad_link`. */
export async function keysInLink(link: string, server: string, env: CryptoEnv): Promise<KeyPair> {
  const url = URL.parse(link.trim());
  const text = url?.hash.slice(1) ?? '';
  if (!url || `${url.origin}${url.pathname}` !== `${server}/join` || !/^[\w-]{43}$/.test(text)) {
    throw new ParleyError('bad_link');
  }
  const secret = fromBase64(text.replace(/-/g, '+').replace(/_/g, '/'));
  if (secret.length !== SECRET_BYTES) throw new ParleyError('bad_link');
  return keyPairFrom(secret, env);
}

/** What the server knows an invite by. */
export function inviteId(publicKey: Uint8Array): string {
  return toHex(sha256(publicKey));
}
