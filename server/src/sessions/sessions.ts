// Which gateway holds a device's connection. A hint, never the truth: a lost entry delays a message until the slow poll,
// it never loses one (D11). "Offline" is never cached (D6).
import type { AccountId, DeviceAddress } from '@parley/protocol';

export interface Sessions {
  /**
   * The connection with the highest epoch wins; a lower one changes nothing. Resolves to the session it took over from. A
   * repeat by the same gateway writes the entry anew and takes over from nobody.
   */
  register(device: DeviceAddress, session: Session): Promise<Registered>;
  /** Forgets the device if its entry still is this session. */
  unregister(device: DeviceAddress, session: Session): Promise<void>;
  /**
   * In the order asked; undefined: not connected, or nobody could say. Rejects when nothing is known of any of them. Sessions of a
   * gateway that is gone are not found.
   */
  lookup(devices: readonly DeviceAddress[]): Promise<(Session | undefined)[]>;
  /** All connected devices of these accounts, in no order. Asked of the truth, not of memory. Rejects when nobody could say. */
  lookupAccounts(accounts: readonly AccountId[]): Promise<FoundDevice[]>;
  /** The gateway has answered that it does not hold the device: nothing is answered from memory of this session any more. */
  bounced(device: DeviceAddress, session: Session): void;
}

export interface Session {
  readonly gateway: string;
  readonly connectionEpoch: number;
}

export interface FoundDevice {
  readonly device: DeviceAddress;
  readonly session: Session;
}

export type Registered =
  | { readonly kind: 'registered'; readonly displaced?: Session }
  | { readonly kind: 'stale'; readonly highest: number };
