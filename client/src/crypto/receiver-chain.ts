import { type MessageChain, messageSeed, nextChainKey } from './chain.ts';
import { CryptoError } from './errors.ts';
import type { Primitives } from './primitives.ts';

// The limits of deployed peers: a smaller jump would refuse what they may send, a larger one is more work to be
// tricked into by anyone who can send us bytes.
const maxSkipped = 2000;
const maxJump = 25_000;
const entryBytes = 36;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function findSkipped(skipped: Uint8Array, counter: number): number {
  const view = viewOf(skipped);
  let low = 0;
  let high = skipped.length / entryBytes;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (view.getUint32(middle * entryBytes) < counter) low = middle + 1;
    else high = middle;
  }
  const offset = low * entryBytes;
  return offset < skipped.length && view.getUint32(offset) === counter ? offset : -1;
}

function takeSkipped<C extends MessageChain>(chain: C, counter: number): { chain: C; seed: Uint8Array } {
  const { skipped } = chain;
  const offset = findSkipped(skipped, counter);
  if (offset < 0) {
    if (counter < chain.forgottenBelow) throw new CryptoError('too_old', `key of message ${counter} is no longer kept`);
    throw new CryptoError('duplicate', `message ${counter} was decrypted before`);
  }
  const rest = new Uint8Array(skipped.length - entryBytes);
  rest.set(skipped.subarray(0, offset));
  rest.set(skipped.subarray(offset + entryBytes), offset);
  return { chain: { ...chain, skipped: rest }, seed: skipped.slice(offset + 4, offset + entryBytes) };
}

/** Keeps the seeds of `from … to − 1`, the newest 2,000 at most; `chainKey` is the one of `from`. */
function skipTo<C extends MessageChain>(primitives: Primitives, chain: C, to: number): C {
  const from = chain.nextCounter;
  if (to === from) return chain;
  const firstKept = Math.max(from, to - maxSkipped);
  const added = to - firstKept;
  const oldCount = chain.skipped.length / entryBytes;
  const dropped = Math.max(0, oldCount + added - maxSkipped);
  const kept = chain.skipped.subarray(dropped * entryBytes);
  const skipped = new Uint8Array(kept.length + added * entryBytes);
  skipped.set(kept);
  const view = viewOf(skipped);
  let chainKey = chain.chainKey;
  let offset = kept.length;
  for (let counter = from; counter < to; counter++) {
    if (counter >= firstKept) {
      view.setUint32(offset, counter);
      skipped.set(messageSeed(primitives, chainKey), offset + 4);
      offset += entryBytes;
    }
    chainKey = nextChainKey(primitives, chainKey);
  }
  const lastDropped = dropped > 0 ? viewOf(chain.skipped).getUint32((dropped - 1) * entryBytes) + 1 : 0;
  const forgottenBelow = Math.max(chain.forgottenBelow, lastDropped, firstKept > from ? firstKept : 0);
  return { ...chain, chainKey, nextCounter: to, skipped, forgottenBelow };
}

/**
 * The seed of message `counter` and the chain after it, with the seeds of those in between put by. Throws `duplicate`,
 * `too_old` or `too_far`.
 */
export function seedFor<C extends MessageChain>(
  primitives: Primitives,
  chain: C,
  counter: number,
): { chain: C; seed: Uint8Array } {
  if (counter < chain.nextCounter) return takeSkipped(chain, counter);
  if (counter - chain.nextCounter > maxJump) {
    throw new CryptoError('too_far', `message ${counter} is more than ${maxJump} ahead of ${chain.nextCounter}`);
  }
  const at = skipTo(primitives, chain, counter);
  const seed = messageSeed(primitives, at.chainKey);
  return { chain: { ...at, chainKey: nextChainKey(primitives, at.chainKey), nextCounter: counter + 1 }, seed };
}
