const hexOf = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

export function toHex(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i++) text += hexOf[bytes[i]!];
  return text;
}

/** By character code; -1: no digit. A table, because ids are read on every message. */
const digitOf = Int8Array.from({ length: 128 }, (_, code) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase()),
);
const digitAt = (text: string, i: number): number => digitOf[text.charCodeAt(i)] ?? -1;

/** @throws {RangeError} an odd number of digits, or anything but digits */
export function fromHex(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length >> 1);
  let valid = text.length % 2 === 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = (digitAt(text, 2 * i) << 4) | digitAt(text, 2 * i + 1);
    if (byte < 0) valid = false;
    bytes[i] = byte;
  }
  if (!valid) throw new RangeError('not hexadecimal');
  return bytes;
}

/** Standard base64 with padding, as JSON bodies carry bytes. */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** @throws {DOMException} not base64 */
export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), char => char.charCodeAt(0));
}

export function concatBytes(...parts: Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** Compares public values. Secrets are compared by hash or with the platform's constant-time compare. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
