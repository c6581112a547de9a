import { gcm } from '@noble/ciphers/aes.js';

/** AES-256-GCM under one key. `open` fails on what was changed. */
export interface Aead {
  seal(nonce: Uint8Array, plain: Uint8Array): Promise<Uint8Array>;
  open(nonce: Uint8Array, sealed: Uint8Array): Promise<Uint8Array>;
}

/** Pages without TLS have no WebCrypto. */
export async function createAead(key: Uint8Array, subtle: SubtleCrypto | undefined = crypto.subtle): Promise<Aead> {
  if (!subtle) {
    return {
      seal: async (nonce, plain) => gcm(key, nonce).encrypt(plain),
      open: async (nonce, sealed) => gcm(key, nonce).decrypt(sealed),
    };
  }
  const imported = await subtle.importKey('raw', key as BufferSource, 'AES-GCM', false, ['encrypt', 'decrypt']);
  const algorithm = (nonce: Uint8Array) => ({ name: 'AES-GCM', iv: nonce as BufferSource });
  return {
    seal: async (nonce, plain) =>
      new Uint8Array(await subtle.encrypt(algorithm(nonce), imported, plain as BufferSource)),
    open: async (nonce, sealed) =>
      new Uint8Array(await subtle.decrypt(algorithm(nonce), imported, sealed as BufferSource)),
  };
}
