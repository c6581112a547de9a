// Where devices want their pushes. One target for each device, one device for each target.
import type { DeviceAddress, DeviceKey } from '@parley/protocol';
import type { PushTarget } from './push-sender.ts';

export interface PushStore {
  /** Other processes change it too: what was not there may be there a moment later. */
  readonly isShared: boolean;
  /** Takes the place of what the device had, and takes the target from whoever had it (F31). Atomic. */
  put(device: DeviceAddress, subscription: Subscription): Promise<void>;
  /** Those of the devices that have one. */
  find(devices: readonly DeviceAddress[]): Promise<Map<DeviceKey, Subscription>>;
  /** `id`: only if it is still that one. False: there was none. */
  remove(device: DeviceAddress, id?: string): Promise<boolean>;
  close(): Promise<void>;
}

export interface Subscription {
  /** 32 hexadecimal digits, another one with each `put`. */
  readonly id: string;
  readonly target: PushTarget;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}
