import { cbc } from '@noble/ciphers/aes.js';
import { ed25519, x25519 } from '@noble/curves/ed25519.js';
import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { ml_kem1024 } from '@noble/post-quantum/ml-kem.js';

const s = globalThis.crypto.subtle;
const R = (n: number) => crypto.getRandomValues(new Uint8Array(n));
async function t(name: string, n: number, f: () => unknown) {
  for (let i = 0; i < Math.min(n, 50); i++) await f();
  const a = performance.now();
  for (let i = 0; i < n; i++) {
    const r = f();
    if (r instanceof Promise) await r;
  }
  console.log(name.padEnd(34), (((performance.now() - a) / n) * 1000).toFixed(1), 'us');
}
const k = R(32),
  m = R(33),
  d300 = R(512),
  d4k = R(4096),
  iv = R(16);
await t('noble hmac 1B', 20000, () => hmac(sha256, k, new Uint8Array(1)));
await t('noble hmac 600B', 20000, () => hmac(sha256, k, d300));
await t('noble hkdf 80', 5000, () => hkdf(sha256, k, undefined, m, 80));
await t('noble cbc 512 enc', 5000, () => cbc(k, iv).encrypt(d300));
const ct = cbc(k, iv).encrypt(d300),
  ct4 = cbc(k, iv).encrypt(d4k);
await t('noble cbc 512 dec', 5000, () => cbc(k, iv).decrypt(ct));
await t('noble cbc 4k enc', 2000, () => cbc(k, iv).encrypt(d4k));
await t('noble cbc 4k dec', 2000, () => cbc(k, iv).decrypt(ct4));
await t('web hmac 512 (import+sign)', 3000, async () => {
  const kk = await s.importKey('raw', k, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  return s.sign('HMAC', kk, d300);
});
await t('web cbc 512 dec (import+dec)', 3000, async () => {
  const kk = await s.importKey('raw', k, 'AES-CBC', false, ['decrypt']);
  return s.decrypt({ name: 'AES-CBC', iv }, kk, ct);
});
await t('web cbc 4k dec', 3000, async () => {
  const kk = await s.importKey('raw', k, 'AES-CBC', false, ['decrypt']);
  return s.decrypt({ name: 'AES-CBC', iv }, kk, ct4);
});
await t('web hkdf 80', 2000, async () => {
  const kk = await s.importKey('raw', k, 'HKDF', false, ['deriveBits']);
  return s.deriveBits({ name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(32), info: m }, kk, 640);
});
await t('noble x25519 pub', 300, () => x25519.getPublicKey(k));
const pub = x25519.getPublicKey(R(32));
await t('noble x25519 dh', 300, () => x25519.getSharedSecret(k, pub));
const pre = new Uint8Array([0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20]);
const pk8 = new Uint8Array(48);
pk8.set(pre);
pk8.set(k, 16);
await t('web x25519 dh pkcs8', 2000, async () => {
  const [a, b] = await Promise.all([
    s.importKey('pkcs8', pk8, 'X25519', false, ['deriveBits']),
    s.importKey('raw', pub, 'X25519', false, []),
  ]);
  return s.deriveBits({ name: 'X25519', public: b }, a, 256);
});
const base = new Uint8Array(32);
base[0] = 9;
await t('web x25519 pub by base', 2000, async () => {
  const [a, b] = await Promise.all([
    s.importKey('pkcs8', pk8, 'X25519', false, ['deriveBits']),
    s.importKey('raw', base, 'X25519', false, []),
  ]);
  return s.deriveBits({ name: 'X25519', public: b }, a, 256);
});
const ep = ed25519.getPublicKey(k),
  sig = ed25519.sign(m, k);
await t('noble ed verify', 100, () => ed25519.verify(sig, m, ep));
await t('noble ed sign', 100, () => ed25519.sign(m, k));
await t('web ed verify', 2000, async () => {
  const kk = await s.importKey('raw', ep, 'Ed25519', false, ['verify']);
  return s.verify('Ed25519', kk, sig, m);
});
const kp = ml_kem1024.keygen();
await t('kem gen', 100, () => ml_kem1024.keygen());
await t('kem enc', 100, () => ml_kem1024.encapsulate(kp.publicKey));
const c = ml_kem1024.encapsulate(kp.publicKey).cipherText;
await t('kem dec', 100, () => ml_kem1024.decapsulate(c, kp.secretKey));
await t('noble sha512', 5000, () => sha512(d300.subarray(0, 100)));
await t('web sha512', 5000, () => s.digest('SHA-512', d300.subarray(0, 100)));
