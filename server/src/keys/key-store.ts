// Where public prekeys are kept.
import type { DeviceAddress } from '@parley/protocol';

export interface KeyStore {
  /**
   * Replaces the signed keys that are given and adds the one-time keys. One-time ids ascend for a device's life: an id at
   * or below the highest one ever stored is taken for a repeat and ignored, so that a key handed out never returns (F28). False, and nothing is stored, when more than `maxOneTime` would be left.
   */
  put(device: DeviceAddress, keys: StoredKeys, maxOneTime: number): Promise<boolean>;
  signedKeys(device: DeviceAddress): Promise<SignedKeys | undefined>;
  /** Takes the oldest one-time key out, for good; each goes to one caller, also under parallel calls (F28). */
  takeOneTime(device: DeviceAddress): Promise<PublicPreKey | undefined>;
  countOneTime(device: DeviceAddress): Promise<number>;
  remove(device: DeviceAddress): Promise<void>;
  /**
   * Takes all one-time keys of all devices out, handed to nobody; resolves to their number. For a store that is an older copy
   * of itself and cannot know which it has handed out since (F28). What was ever stored stays known: a repeat stays one.
   */
  clearOneTime(): Promise<number>;
  close(): Promise<void>;
}

export interface PublicPreKey {
  readonly id: number;
  readonly key: Uint8Array;
}

export interface SignedPublicPreKey extends PublicPreKey {
  readonly signature: Uint8Array;
}

export interface SignedKeys {
  readonly signedPreKey?: SignedPublicPreKey;
  readonly kyberPreKey?: SignedPublicPreKey;
}

export interface StoredKeys extends SignedKeys {
  readonly oneTime: readonly PublicPreKey[];
}
