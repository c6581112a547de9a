// The message service: checks a Send, has it stored, and hints the recipient's gateway. What it does not do: hold
// connections (gateway) or keep rows (message store).
import type { AccountId, DeviceAddress, GroupId, MessageId, WireError, wire } from '@parley/protocol';
import type { FanOut, RosterPost, RosterPostResult } from './group-shard.ts';
import type {
  InboxFilter,
  InboxPosition,
  InboxRow,
  InboxStat,
  Mismatch,
  OpenResult,
  StoredRow,
} from './message-store.ts';

export interface Messages {
  /**
   * Stores a message for every device it names; resolves once it is durable or refused (D1). Calls for the same
   * recipient are stored in call order (D3); once one of a run is refused, so are those behind it, whatever they are, and
   * `run.endedBy` names the first. Idempotent by (sender, id) (D2). Hints go out after the append (D6).
   */
  send(sender: DeviceAddress, send: wire.Send, run: SendRun): Promise<SendResult>;
  /**
   * Stamps a message of a group; resolves once it is durable or refused (D1), before anyone has it. Order, refusals and
   * repeats as in `send`. The fan-out then writes it to the members' devices.
   */
  sendGroup(sender: DeviceAddress, send: wire.SendGroup, run: SendRun): Promise<SendResult>;
  /** Stamps a group's next roster entry. Idempotent by its number. */
  postRoster(post: RosterPost): Promise<RosterPostResult>;
  /** Writes records to the devices they are for, all of them or it rejects, and hints them. Order and repeats as in the store. */
  fanOut(records: readonly FanOut[]): Promise<void>;
  /** Tells who may see it that the sender is typing. Nothing is promised: it may reach nobody. */
  typing(sender: DeviceAddress, typing: wire.Typing): Promise<void>;
  open(device: DeviceAddress, connectionEpoch: number, resume?: InboxPosition): Promise<Opening>;
  read(device: DeviceAddress, after: number, limit: number): Promise<InboxRow[]>;
  /** Cumulative. The senders' receipts are stored with it and hinted (D5, D7). False: the inbox has another epoch by now. */
  ack(device: DeviceAddress, position: InboxPosition): Promise<boolean>;
  find(device: DeviceAddress, filter: InboxFilter, after: number, limit: number): Promise<InboxRow[]>;
  stat(device: DeviceAddress): Promise<InboxStat | undefined>;
  hasMore(devices: readonly DeviceAddress[]): Promise<DeviceAddress[]>;
  /** Messages for a person that wait for the device, counted up to 100; 0 while it is connected anywhere. */
  waiting(device: DeviceAddress): Promise<number>;
  /** The device is gone with something unacked: push is told if messages wait and it has not come back (D11). */
  remind(device: DeviceAddress): Promise<void>;
  purge(device: DeviceAddress): Promise<number>;
}

/** With the version of what the account has set about others; see `blocks.ts`. */
export type Opening =
  | (Extract<OpenResult, { kind: 'opened' }> & { readonly privacyVersion: number })
  | Exclude<OpenResult, { kind: 'opened' }>;

/** The service itself, for what runs beside it. */
export interface MessageService extends Messages {
  /** Writes the delivered receipts of groups that have been gathered, and hints them (D7). */
  tellGroupReceipts(): Promise<void>;
}

/** Who is in a group, as of one entry of its roster. */
export interface GroupRoster {
  readonly members: ReadonlySet<AccountId>;
  /** Those who may write by the settings then. */
  readonly writers: ReadonlySet<AccountId>;
}

/**
 * What the group service says of a roster number; undefined: there is no such group or number. Immutable. Without a
 * promise when it is known by heart: a promise holds up the run of its sender.
 */
export type RosterAt = (group: GroupId, number: number) => GroupRoster | undefined | Promise<GroupRoster | undefined>;

/** Sends that one connection makes to one chat, up to the first refusal. */
export interface SendRun {
  /** The send that was refused first. */
  endedBy?: MessageId;
}

export type SendResult =
  | { readonly kind: 'sent'; readonly ts: number; readonly groupSeq?: number }
  | {
      readonly kind: 'refused';
      readonly error: WireError;
      /** With `stale_devices`. */
      readonly mismatches?: readonly Mismatch[];
      /** With `retry_from`: the send that ended the run. */
      readonly retryFrom?: MessageId;
      /** With `stale_group`: the number of the last roster entry. */
      readonly roster?: number;
    };

/** How the message service tells a gateway of new rows. A gateway that no longer holds the device answers with it. */
export interface HintSink {
  /** Resolves to the devices that are not connected there. Order per device is kept; never waits for a client. */
  hint(gateway: string, rows: readonly StoredRow[]): Promise<DeviceAddress[]>;
}
