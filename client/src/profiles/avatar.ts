import { sha256 } from '@noble/hashes/sha2.js';
import { type ChatId, limits, toHex } from '@parley/protocol';
import { ParleyError } from '../errors.ts';
import type { AvatarRow } from '../store/schema.ts';

/** WebP, JPEG or PNG by its first bytes: what a browser draws without running anything (no SVG). */
export function isPicture(bytes: Uint8Array): boolean {
  const text = (from: number, length: number) => String.fromCharCode(...bytes.subarray(from, from + length));
  if (bytes.length > limits.maxAvatarBytes) return false;
  if (text(0, 4) === 'RIFF' && text(8, 4) === 'WEBP') return true;
  return text(0, 3) === '\xff\xd8\xff' || text(0, 8) === '\x89PNG\r\n\x1a\n';
}

export function avatarRow(account: ChatId, bytes: Uint8Array): AvatarRow {
  if (!isPicture(bytes)) throw new ParleyError('bad_avatar');
  return { account, hash: toHex(sha256(bytes)), bytes };
}
