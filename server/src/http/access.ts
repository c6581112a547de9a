import { createHash, timingSafeEqual } from 'node:crypto';

/** Compares secrets of any length in constant time. */
export function isSameHash(given: string, secret: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(secret));
}

/** A request of this machine itself, not one that a proxy on it passes on. */
export function isLoopback(address: string | undefined, headers: Readonly<Record<string, unknown>>): boolean {
  const forwarded = 'x-forwarded-for' in headers || 'forwarded' in headers || 'via' in headers;
  return !forwarded && /^(127\.|::1$|::ffff:127\.)/.test(address ?? '');
}
