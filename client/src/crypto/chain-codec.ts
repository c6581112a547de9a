import { putBytes, putNumber, type Reader, takeBytes, takeNumber, type Writer } from './byte-cursor.ts';
import type { MessageChain } from './chain.ts';

export const messageChainBytes = (chain: MessageChain): number => 32 + 4 * 3 + chain.skipped.length;

export function putMessageChain(to: Writer, chain: MessageChain): void {
  putBytes(to, chain.chainKey);
  putNumber(to, chain.nextCounter);
  putNumber(to, chain.forgottenBelow);
  putNumber(to, chain.skipped.length);
  putBytes(to, chain.skipped);
}

export function takeMessageChain(from: Reader): MessageChain {
  const chainKey = takeBytes(from, 32);
  const nextCounter = takeNumber(from);
  const forgottenBelow = takeNumber(from);
  const skipped = takeBytes(from, takeNumber(from));
  return { chainKey, nextCounter, skipped, forgottenBelow };
}
