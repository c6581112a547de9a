// Public prekeys: uploaded by each device, claimed by whoever starts a session with it. A one-time prekey is handed out
// once, whatever is retried or restarted (F28); when they run out the signed last-resort keys remain (F27).
import type { DeviceAddress, WireError, wire } from '@parley/protocol';

export interface Keys {
  /** Checks the signatures against the device's identity key, then stores. Idempotent by key id. */
  upload(device: DeviceAddress, upload: wire.KeyUpload): Promise<WireError | undefined>;
  /** What is wrong with an upload by the holder of this identity key; undefined: nothing. Stores nothing. */
  check(identityKey: Uint8Array, upload: wire.KeyUpload): WireError | undefined;
  /** One bundle for each claim, in order. `claimer` is who asks, for rate limits. */
  claim(claimer: DeviceAddress, claims: readonly DeviceAddress[]): Promise<wire.KeyBundle.$Properties[] | WireError>;
  /** How many one-time prekeys of the device are left, and the ids of its signed keys. */
  count(device: DeviceAddress): Promise<KeyCount>;
  /** Forgets every key of a device. */
  remove(device: DeviceAddress): Promise<void>;
}

export interface KeyCount {
  readonly oneTimePreKeys: number;
  readonly signedPreKeyId?: number;
  readonly kyberPreKeyId?: number;
}
