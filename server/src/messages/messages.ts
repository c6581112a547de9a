// The message service: checks a Send, has it stored, and hints the recipient's gateway. What it does not do: hold
// connections (gateway) or keep rows (message store).
import type { DeviceAddress, MessageId, WireError, wire } from '@parley/protocol';
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
  open(device: DeviceAddress, connectionEpoch: number, resume?: InboxPosition): Promise<OpenResult>;
  read(device: DeviceAddress, after: number, limit: number): Promise<InboxRow[]>;
  /** Cumulative. The senders' receipts are stored with it and hinted (D5, D7). */
  ack(device: DeviceAddress, position: InboxPosition): Promise<void>;
  find(device: DeviceAddress, filter: InboxFilter, after: number, limit: number): Promise<InboxRow[]>;
  stat(device: DeviceAddress): Promise<InboxStat | undefined>;
  hasMore(devices: readonly DeviceAddress[]): Promise<DeviceAddress[]>;
  purge(device: DeviceAddress): Promise<number>;
}

/** Sends that one connection makes to one account, up to the first refusal. */
export interface SendRun {
  /** The send that was refused first. */
  endedBy?: MessageId;
}

export type SendResult =
  | { readonly kind: 'sent'; readonly ts: number }
  | {
      readonly kind: 'refused';
      readonly error: WireError;
      /** With `stale_devices`. */
      readonly mismatches?: readonly Mismatch[];
      /** With `retry_from`: the send that ended the run. */
      readonly retryFrom?: MessageId;
    };

/** How the message service tells a gateway of new rows. A gateway that no longer holds the device answers with it. */
export interface HintSink {
  /** Resolves to the devices that are not connected there. Order per device is kept; never waits for a client. */
  hint(gateway: string, rows: readonly StoredRow[]): Promise<DeviceAddress[]>;
}
