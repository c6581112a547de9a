// What the rooms of one role offer those of others, in this process or across a link: plain data in and out.
import type { AccountId, CloseReason, DeviceAddress } from '@parley/protocol';
import type { Accounts } from '../accounts/accounts.ts';
import type { Presences } from '../accounts/presence.ts';
import type { Privacies } from '../accounts/privacy.ts';
import type { FanOutRoom } from '../fanout/fanout.ts';
import type { Groups } from '../groups/groups.ts';
import type { InboxSummary } from '../messages/inbox-summaries.ts';
import type { MessageStore } from '../messages/message-store.ts';
import type { HintSink, Messages } from '../messages/messages.ts';
import type { Push } from '../push/push.ts';

export interface Doors {
  messages: MessagesDoor;
  accounts: AccountsDoor;
  groups: GroupsDoor;
  fanout: FanOutDoor;
  gateways: GatewaysDoor;
  push: PushDoor;
}

/** What a gateway asks of the message service, and others of its store. */
export type MessagesDoor = Messages &
  Pick<MessageStore, 'setDevices' | 'groupRoster' | 'groupOutbox' | 'dropGroupOutbox' | 'groupOutboxRows'> &
  BlocksDoor &
  SummariesDoor;

export interface SummariesDoor {
  /** The inboxes with most rows, or with the oldest; undefined: the store cannot tell. Takes as long as the store is large. */
  summaries(by: 'count' | 'age', limit: number): Promise<readonly InboxSummary[] | undefined>;
}

export interface BlocksDoor {
  /** Whom the account has blocked as of this version. Resolves once every message service keeps to it. */
  setBlocks(account: AccountId, version: number, blocked: readonly AccountId[]): Promise<void>;
}

export const accountMethods = [
  'authenticate',
  'deviceLists',
  'accountKeys',
  'identityKey',
  'devicesAfter',
  'privaciesAfter',
  'addRefusers',
  'isActive',
  'keepSeen',
  'lastSeen',
] as const;
export type AccountsDoor = Pick<Accounts & Privacies & Presences, (typeof accountMethods)[number]>;

export type GroupsDoor = Pick<Groups, 'rosterAt' | 'devicesChanged'>;

export type PushDoor = Pick<Push, 'wake' | 'fetched' | 'forget'>;

export type FanOutDoor = Pick<FanOutRoom, 'nudge'>;

/** All gateways there are. */
export interface GatewaysDoor extends HintSink {
  /** Wherever the device is. Never rejects: at a gateway that cannot be reached it can neither read nor ack. */
  disconnect(device: DeviceAddress, reason: CloseReason): Promise<void>;
  /** For what is stored nowhere: never rejects, and may be lost. */
  signal(gateway: string, devices: readonly DeviceAddress[], frame: Uint8Array): Promise<void>;
  /** Those of the devices that are there at which a person is; whom a gateway cannot be asked for are not. Never rejects. */
  activeAmong(gateway: string, devices: readonly DeviceAddress[]): Promise<DeviceAddress[]>;
  /** What the account shows, or to whom, has changed. Never rejects: a gateway that cannot be reached looks by itself within a minute. */
  privacyChanged(account: AccountId): Promise<void>;
  /** Hints may have been lost, of whichever devices (D11). Never rejects: a gateway that cannot be reached looks by itself, later. */
  lookSoon(): Promise<void>;
  /** A connection with a higher epoch has taken the device over. */
  displace(gateway: string, device: DeviceAddress, connectionEpoch: number): Promise<void>;
}
