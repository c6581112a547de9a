// Random secrets and what is kept of them.
import { createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** What the store keeps of a secret of full entropy. */
export function secretHash(secret: string | Uint8Array): string {
  return createHash('sha256').update(secret).digest('hex');
}

export function newSecret(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}

export function newCode(digits: number): string {
  return String(randomInt(10 ** digits)).padStart(digits, '0');
}

/** A code has little entropy: it is keyed with the registration id, which the store does not have. */
export function codeHash(registration: string, code: string): string {
  return createHmac('sha256', registration).update(code).digest('hex');
}

export function isSameHash(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
