// Whom a person writes to may add him to groups, if he lets contacts: they show the server a key that comes from his
// profile's contact key. The server knows its hash, and learns of nobody who holds it before he shows it.
import { sha256 } from '@noble/hashes/sha2.js';
import { toHex } from '@parley/protocol';
import type { Context } from '../context.ts';

const ADD_KEY_BYTES = 16;
const label = new TextEncoder().encode('parley add 1');

export function addKeyFrom(contactKey: Uint8Array, { primitives }: Pick<Context['env'], 'primitives'>): Uint8Array {
  return primitives.hkdfSha256(contactKey, undefined, label, ADD_KEY_BYTES);
}

/** What the server keeps of it. */
export function addKeyHash(contactKey: Uint8Array, env: Pick<Context['env'], 'primitives'>): string {
  return toHex(sha256(addKeyFrom(contactKey, env)));
}
