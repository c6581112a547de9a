// Which gateway holds a device's connection. A hint, never the truth: a lost entry delays a message until the slow poll,
// it never loses one (D11). "Offline" is never cached (D6).
import type { DeviceAddress } from '@parley/protocol';

export interface Sessions {
  /** The connection with the highest epoch wins; a lower one changes nothing. Resolves to the gateway it took over from. */
  register(device: DeviceAddress, session: Session): Promise<Registered>;
  /** Forgets the device if its entry still has this connection epoch. */
  unregister(device: DeviceAddress, connectionEpoch: number): Promise<void>;
  /** In the order asked; undefined: not connected. */
  lookup(devices: readonly DeviceAddress[]): Promise<(Session | undefined)[]>;
}

export interface Session {
  readonly gateway: string;
  readonly connectionEpoch: number;
}

export type Registered =
  | { readonly kind: 'registered'; readonly displaced?: Session }
  | { readonly kind: 'stale'; readonly highest: number };
