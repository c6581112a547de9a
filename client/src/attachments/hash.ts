import { sha256 } from '@noble/hashes/sha2.js';

/** SHA-256 of what is given piece by piece. */
export interface Hash {
  update(bytes: Uint8Array): void;
  digest(): Uint8Array;
}

interface NodeCrypto {
  createHash(name: 'sha256'): { update(bytes: Uint8Array): unknown; digest(): Uint8Array };
}

type Platform = { readonly process?: { getBuiltinModule?(name: string): NodeCrypto | undefined } };

/** Node has a streaming hash that is ten times faster; browsers have none. Asked for at run time, so no bundle wants it. */
const node = (globalThis as Platform).process?.getBuiltinModule?.('node:crypto');

export function createHash(): Hash {
  const hash = node ? node.createHash('sha256') : sha256.create();
  return { update: bytes => void hash.update(bytes), digest: () => new Uint8Array(hash.digest()) };
}

export async function hashOf(source: AsyncIterable<Uint8Array>, told: (bytes: number) => void): Promise<Uint8Array> {
  const hash = createHash();
  for await (const bytes of source) {
    hash.update(bytes);
    told(bytes.length);
  }
  return hash.digest();
}
