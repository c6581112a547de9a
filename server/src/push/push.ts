// Tells devices that are not connected that something waits for them, by way of the push service of their system. Nothing
// of a message leaves here, nor who it is from. It is a hint: a push that is lost delays a message until the app is opened.
import type { DeviceAddress, WireError } from '@parley/protocol';
import type { PushKind, PushTarget } from './push-sender.ts';

export interface Push {
  /** Messages were stored for these devices, which are connected nowhere. Cheap, never waits; what is too much is left out. */
  wake(devices: readonly DeviceAddress[]): void;
  /** They have connected: what they were pushed for is theirs, and the next message pushes at once. */
  fetched(devices: readonly DeviceAddress[]): void;
  /** The device has ended (F31). */
  forget(device: DeviceAddress): Promise<void>;
  /** Where a device wants its pushes. The last one counts; a target that another device had is taken from that one. */
  subscribe(device: DeviceAddress, target: PushTarget): Promise<WireError | undefined>;
  unsubscribe(device: DeviceAddress): Promise<void>;
  info(device: DeviceAddress): Promise<PushInfo>;
  /** Pushes now, to nobody else and whatever waits, and says how it went. */
  test(device: DeviceAddress): Promise<PushTest | WireError>;
  stats(): PushStats;
  /** What is under way is ended; what waits is left out. */
  stop(): Promise<void>;
}

export interface PushInfo {
  /** What this server can push with. */
  readonly kinds: readonly PushKind[];
  /** Public key for Web Push subscriptions, base64url. */
  readonly vapidKey?: string;
  readonly subscription?: { readonly kind: PushKind; readonly place: string; readonly createdAt: number };
}

export interface PushTest {
  readonly outcome: PushResult;
  /** Why it was not sent. */
  readonly why?: string;
  /** What the push carries, so that the device knows it for this one. */
  readonly test: string;
  /** Until the push service had answered. */
  readonly tookMs: number;
}

export type PushResult = 'sent' | 'gone' | 'later' | 'refused';

export interface PushStats {
  readonly results: Readonly<Record<PushResult, number>>;
  /** Nothing was left to be told when the turn came. */
  readonly spared: number;
  readonly dropped: number;
  readonly waiting: number;
  /** Push services that are left alone for a while. */
  readonly circuitsOpen: number;
}
