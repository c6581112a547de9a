// What a new device shows and one of the account reads: where they meet, and the new device's whole public key. The server
// never sees the key, so it can put no other one in its place.

import { decodePublicKey, type PublicKey } from '../crypto/crypto.ts';
import { ParleyError } from '../errors.ts';

export interface LinkCode {
  /** Where they meet, as the server has named it. */
  readonly link: string;
  readonly key: PublicKey;
}

const PREFIX = 'parley:link/';
const VERSION = 1;
const LINK_BYTES = 16;
const KEY_BYTES = 33;

export function linkCodeText({ link, key }: LinkCode): string {
  return PREFIX + toBase64Url(Uint8Array.of(VERSION, ...fromBase64Url(link), ...key));
}

/** Throws `bad_link_code`. */
export function parseLinkCode(text: string): LinkCode {
  try {
    const [, encoded = ''] = text.trim().split(PREFIX);
    const bytes = fromBase64Url(encoded);
    if (bytes[0] !== VERSION || bytes.length !== 1 + LINK_BYTES + KEY_BYTES) throw new ParleyError('bad_link_code');
    const link = toBase64Url(bytes.subarray(1, 1 + LINK_BYTES));
    return { link, key: decodePublicKey(bytes.slice(1 + LINK_BYTES)) };
  } catch (cause) {
    throw new ParleyError('bad_link_code', { cause });
  }
}

export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, char => char.charCodeAt(0));
}
