import { type DeviceAddress, deviceKey, idBytes, type Limits, type wire, wireError } from '@parley/protocol';
import type { RateLimits } from '../lib/rate-limits.ts';
import { isPublicKey, verifyXeddsa } from '../lib/xeddsa.ts';
import type { KeyStore, SignedPublicPreKey } from './key-store.ts';
import type { Keys } from './keys.ts';

export interface KeysDeps {
  store: KeyStore;
  identityKey: (device: DeviceAddress) => Promise<Uint8Array | undefined>;
  rates: RateLimits;
  limits: Limits;
}

const KYBER_KEY_TYPE = 0x08;
const KYBER_KEY_BYTES = 1_569;
const MINUTE_MS = 60_000;

export function createKeys({ store, identityKey, rates, limits }: KeysDeps): Keys {
  const takeClaims = rates.open({ name: 'claims', points: limits.claimsPerMinute, windowMs: MINUTE_MS });

  async function bundle(device: DeviceAddress): Promise<wire.KeyBundle.$Properties> {
    const address = { account: idBytes(device.account), device: device.device };
    const signed = await store.signedKeys(device);
    if (!signed?.signedPreKey || !signed.kyberPreKey) return { ...address, unavailable: true };
    const oneTimePrekey = await store.takeOneTime(device); // none left: the signed ones do (F27)
    return {
      ...address,
      signedPrekey: signed.signedPreKey,
      kyberPrekey: signed.kyberPreKey,
      ...(oneTimePrekey ? { oneTimePrekey } : {}),
    };
  }

  const tooMany = () => wireError('too_many_keys', `A device may store ${limits.maxOneTimePreKeys} one-time prekeys.`);

  function check(identity: Uint8Array, upload: wire.KeyUpload) {
    if (upload.oneTimePrekeys.length > limits.maxOneTimePreKeys) return tooMany();
    const problem = problemOf(identity, upload);
    return problem === undefined ? undefined : wireError('bad_keys', problem);
  }

  return {
    check,
    async upload(device, upload) {
      const identity = await identityKey(device);
      if (!identity) return wireError('forbidden');
      const problem = check(identity, upload);
      if (problem) return problem;
      const oneTime = upload.oneTimePrekeys.map(({ id, key }) => ({ id: id ?? 0, key: key ?? new Uint8Array() }));
      const keys = {
        ...(upload.signedPrekey ? { signedPreKey: signedKeyFrom(upload.signedPrekey) } : {}),
        ...(upload.kyberPrekey ? { kyberPreKey: signedKeyFrom(upload.kyberPrekey) } : {}),
        oneTime,
      };
      return (await store.put(device, keys, limits.maxOneTimePreKeys)) ? undefined : tooMany();
    },
    async claim(claimer, claims) {
      const waitMs = await takeClaims(deviceKey(claimer.account, claimer.device), claims.length || 1);
      if (waitMs > 0) return wireError('rate_limited', undefined, waitMs);
      const bundles: wire.KeyBundle.$Properties[] = [];
      for (const device of claims) bundles.push(await bundle(device));
      return bundles;
    },
    async count(device) {
      const signed = await store.signedKeys(device);
      return {
        oneTimePreKeys: await store.countOneTime(device),
        ...(signed?.signedPreKey ? { signedPreKeyId: signed.signedPreKey.id } : {}),
        ...(signed?.kyberPreKey ? { kyberPreKeyId: signed.kyberPreKey.id } : {}),
      };
    },
    remove: store.remove,
  };
}

function signedKeyFrom({ id, key, signature }: wire.SignedPreKey.$Properties): SignedPublicPreKey {
  return { id: id ?? 0, key: key ?? new Uint8Array(), signature: signature ?? new Uint8Array() };
}

/** What is wrong with an upload, in words; undefined: nothing. */
function problemOf(
  identity: Uint8Array,
  { signedPrekey, kyberPrekey, oneTimePrekeys }: wire.KeyUpload,
): string | undefined {
  if (signedPrekey) {
    const { key, signature } = signedKeyFrom(signedPrekey);
    if (!isPublicKey(key)) return 'The signed prekey is no usable Curve25519 key.';
    if (!verifyXeddsa(identity, key, signature)) return "The signed prekey is not signed by the device's identity key.";
  }
  if (kyberPrekey) {
    const { key, signature } = signedKeyFrom(kyberPrekey);
    if (key.length !== KYBER_KEY_BYTES || key[0] !== KYBER_KEY_TYPE) return 'The Kyber prekey is no Kyber-1024 key.';
    if (!verifyXeddsa(identity, key, signature)) return "The Kyber prekey is not signed by the device's identity key.";
  }
  const ids = new Set(oneTimePrekeys.map(({ id }) => id ?? 0));
  if (ids.size !== oneTimePrekeys.length || ids.has(0)) return 'One-time prekeys have ids of their own, from 1.';
  if (!oneTimePrekeys.every(({ key }) => isPublicKey(key ?? new Uint8Array()))) {
    return 'A one-time prekey is no usable Curve25519 key.';
  }
  return undefined;
}
