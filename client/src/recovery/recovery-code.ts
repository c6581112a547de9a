// The code that a person writes down: 128 random bits and a checksum of 12, as 28 letters in groups of four. None of its letters
// looks like another, and what is typed for another is taken for it.
import { sha256 } from '@noble/hashes/sha2.js';
import type { RandomBytes } from '../crypto/primitives.ts';
import { ParleyError } from '../errors.ts';

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const SECRET_BYTES = 16;
const CHECK_BITS = 12n;
const CODE_LETTERS = 28;
const GROUP = /.{4}/g;

export function newRecoveryCode(random: RandomBytes): string {
  return recoveryCodeText(random(SECRET_BYTES));
}

function recoveryCodeText(secret: Uint8Array): string {
  let bits = (numberOf(secret) << CHECK_BITS) | checkOf(secret);
  let text = '';
  for (let i = 0; i < CODE_LETTERS; i++) {
    text = LETTERS[Number(bits & 31n)] + text;
    bits >>= 5n;
  }
  return text.match(GROUP)!.join(' ');
}

/** The secret in a code as a person types it. Throws `bad_recovery_code`. */
export function parseRecoveryCode(text: string): Uint8Array {
  const typed = text.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  let bits = 0n;
  for (const letter of typed) {
    const value = LETTERS.indexOf(letter);
    if (value < 0) throw new ParleyError('bad_recovery_code');
    bits = (bits << 5n) | BigInt(value);
  }
  const secret = bytesOf(bits >> CHECK_BITS);
  const isWhole = typed.length === CODE_LETTERS && (bits & ((1n << CHECK_BITS) - 1n)) === checkOf(secret);
  if (!isWhole) throw new ParleyError('bad_recovery_code');
  return secret;
}

function numberOf(bytes: Uint8Array): bigint {
  return bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}

function bytesOf(number: bigint): Uint8Array {
  return Uint8Array.from({ length: SECRET_BYTES }, (_, i) =>
    Number((number >> BigInt(8 * (SECRET_BYTES - 1 - i))) & 255n),
  );
}

function checkOf(secret: Uint8Array): bigint {
  const [first = 0, second = 0] = sha256(secret);
  return BigInt((first << 4) | (second >> 4));
}
