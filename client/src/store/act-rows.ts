// What is done with messages, as it is stored.
import type { AccountId, DeviceKey, MessageId } from '@parley/protocol';
import type { Act, Done } from '../acts/act.ts';
import type { ErrorInfo } from '../errors.ts';

export interface StoredReaction {
  readonly account: AccountId;
  /** Empty: taken back. */
  readonly emoji: string;
  readonly ts: number;
  /** Of the act. */
  readonly id: MessageId;
}

export interface UnsentAct {
  readonly id: MessageId;
  readonly by: AccountId;
  readonly act: Act;
}

/** Of what a person misses: a reaction or a pin that was refused is only told. */
export interface RefusedAct {
  readonly act: Extract<Act, { readonly kind: 'edit' | 'deletion' }>;
  readonly error: ErrorInfo;
}

/** It waits for its message, or is an own one that somebody may ask for again. */
export interface ActRow extends Done {
  /** Own: the devices that it was encrypted for and that have not asked for it. */
  readonly sentTo?: readonly DeviceKey[];
  /** By this device's clock. */
  readonly keptAt: number;
}
