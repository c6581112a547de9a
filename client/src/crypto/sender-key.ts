import type { MessageChain } from './chain.ts';
import type { PrivateKey, PublicKey } from './curve.ts';

/** One sender key. Plain data, never changed in place. */
export type SenderKeyState = {
  /** 16 bytes, a random UUID: together with the chain id it names the key. */
  readonly distributionId: Uint8Array;
  readonly chainId: number;
  readonly signingKey: PublicKey;
  /** Only of an own key. */
  readonly signingPrivateKey: PrivateKey | undefined;
  readonly chain: MessageChain;
};

/**
 * An own sender key, or those of one other device in one group, newest first: the older ones are for messages still
 * under way. Plain data that can be cloned between threads.
 */
export type SenderKeyRecord = { readonly states: readonly SenderKeyState[] };
