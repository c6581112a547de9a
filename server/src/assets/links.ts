// Links that whoever holds them may read for some minutes: the content's hash and an end, signed.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { LinkParts } from './assets.ts';

export interface Links {
  sign(sha256: string, expires: number): LinkParts;
  isSigned(link: LinkParts): boolean;
}

export function createLinks(key: Uint8Array): Links {
  const signature = (sha256: string, expires: number): Buffer =>
    createHmac('sha256', key).update(`parley asset link 1 ${sha256} ${expires}`).digest();
  return {
    sign: (sha256, expires) => ({ sha256, expires, signature: signature(sha256, expires).toString('base64url') }),
    isSigned(link) {
      const given = Buffer.from(link.signature, 'base64url');
      const right = signature(link.sha256, link.expires);
      return given.length === right.length && timingSafeEqual(given, right);
    },
  };
}
