import { gcm } from '@noble/ciphers/aes.js';
import { concatBytes } from '@parley/protocol';

/** AES-256-GCM under one key. `open` fails on what was changed, and on what was bound to something else. */
export interface Aead {
  seal(nonce: Uint8Array, plain: Uint8Array, boundTo?: Uint8Array): Promise<Uint8Array>;
  open(nonce: Uint8Array, sealed: Uint8Array, boundTo?: Uint8Array): Promise<Uint8Array>;
}

/** Pages without TLS have no WebCrypto. */
export async function createAead(key: Uint8Array, subtle: SubtleCrypto | undefined = crypto.subtle): Promise<Aead> {
  if (!subtle) {
    return {
      seal: async (nonce, plain, boundTo) => gcm(key, nonce, boundTo).encrypt(plain),
      open: async (nonce, sealed, boundTo) => gcm(key, nonce, boundTo).decrypt(sealed),
    };
  }
  const imported = await subtle.importKey('raw', key as BufferSource, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const algorithm = (nonce: Uint8Array, boundTo: Uint8Array = new Uint8Array()) => ({
    name: 'AES-GCM',
    iv: nonce as BufferSource,
    additionalData: boundTo as BufferSource,
  });
  return {
    seal: async (nonce, plain, boundTo) =>
      new Uint8Array(await subtle.encrypt(algorithm(nonce, boundTo), imported, plain as BufferSource)),
    open: async (nonce, sealed, boundTo) =>
      new Uint8Array(await subtle.decrypt(algorithm(nonce, boundTo), imported, sealed as BufferSource)),
  };
}

const NONCE_BYTES = 12;

/** Nonce ‖ sealed: for a key that may seal more than one thing. */
export async function sealRandomly(
  aead: Aead,
  plain: Uint8Array,
  random: (length: number) => Uint8Array,
  boundTo?: Uint8Array,
): Promise<Uint8Array> {
  const nonce = random(NONCE_BYTES);
  return concatBytes(nonce, await aead.seal(nonce, plain, boundTo));
}

/** What `sealRandomly` has made. */
export function openRandomly(aead: Aead, sealed: Uint8Array, boundTo?: Uint8Array): Promise<Uint8Array> {
  return aead.open(sealed.subarray(0, NONCE_BYTES), sealed.subarray(NONCE_BYTES), boundTo);
}
