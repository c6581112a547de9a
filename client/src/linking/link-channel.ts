// The encrypted channel between the two devices of a link. Every message has a key of its own, from the shared secret and a
// hash over both whole public keys, the place where they meet and all that was said before: whoever has another key, or
// has seen other bytes, reads nothing.
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes } from '@parley/protocol';
import { createAead } from '../attachments/aead.ts';
import { agree, type CryptoEnv, type KeyPair, type PublicKey } from '../crypto/crypto.ts';
import { ParleyError } from '../errors.ts';

export interface LinkChannel {
  seal(message: Uint8Array): Promise<Uint8Array>;
  /** Throws `link_broken`. */
  open(sealed: Uint8Array): Promise<Uint8Array>;
}

export interface LinkEnds {
  readonly link: string;
  readonly newDevice: PublicKey;
  readonly accountDevice: PublicKey;
}

const label = new TextEncoder().encode('parley link 1');
/** Each key seals one message. */
const nonce = new Uint8Array(12);

export async function createLinkChannel(
  own: KeyPair,
  { link, newDevice, accountDevice }: LinkEnds,
  env: CryptoEnv,
): Promise<LinkChannel> {
  const their = own.publicKey === newDevice ? accountDevice : newDevice;
  const secret = await agree(env.primitives, own.privateKey, their).catch(cause => {
    throw new ParleyError('link_broken', { cause });
  });
  const place = new TextEncoder().encode(link);
  let said = sha256(concatBytes(label, Uint8Array.of(0), place, newDevice, accountDevice));
  const nextKey = () => createAead(env.primitives.hkdfSha256(secret, said, label, 32));
  const hear = (sealed: Uint8Array): void => {
    said = sha256(concatBytes(said, sealed));
  };
  return {
    async seal(message) {
      const sealed = await (await nextKey()).seal(nonce, message);
      hear(sealed);
      return sealed;
    },
    async open(sealed) {
      try {
        const message = await (await nextKey()).open(nonce, sealed);
        hear(sealed);
        return message;
      } catch (cause) {
        throw new ParleyError('link_broken', { cause });
      }
    },
  };
}
