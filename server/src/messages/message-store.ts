// The inboxes: one FIFO of undelivered envelopes for each device, durable before anyone hears of it. This is the port;
// what is refused, when and why is decided by the message service above it.
//
// A position (inbox epoch, sequence number) names one row for ever, also when the store is an older copy of itself that
// knows nothing of what it has given out since: devices take a position they know for a row they have.
import type { AccountId, DeviceAddress, DeviceNumber, MessageId } from '@parley/protocol';
import type { GroupShard } from './group-shard.ts';

export interface MessageStore extends GroupShard {
  /**
   * Tells the store which devices an account has, by the version of its signed device list. Idempotent; a version not
   * newer than the known one changes nothing. The inbox of a device that is no longer named is purged (never used again).
   */
  setDevices(account: AccountId, version: number, devices: readonly DeviceNumber[]): Promise<void>;

  /**
   * Appends one message to the inboxes of its targets and resolves once every row is durable (D1).
   * Order: one sender's calls for the same inbox are stored in call order, in a store of one place all calls are; sequence
   * numbers ascend and may have holes.
   * Idempotent by (sender, id) while the first is queued or remembered, at least 24 h (D2): a repeat stores nothing and
   * answers what the first one was answered, no earlier than that one is durable. It goes to whom the first one went to:
   * what is done with an id that is used again for somebody else is not said here.
   * A row is wanted for every device of a target but the sender; a mismatch at any target is found before anything is
   * stored. Where some inboxes are full they alone get a missed marker instead of the row (D10): outside the cap, not
   * among the rows of the answer, one for all that is missed until it has been read.
   * Failure: rejects when the disk refuses; nothing of the call is then stored.
   */
  append(append: Append): Promise<AppendResult>;

  /**
   * A device connects. Keeps the highest connection epoch ever seen and refuses one that is not higher (D11). `resume`
   * counts as an ack when its inbox epoch is the current one. Unknown devices are refused. The inbox epoch may be
   * another one after each start of the store.
   */
  open(device: DeviceAddress, connectionEpoch: number, resume?: InboxPosition): Promise<OpenResult>;

  /**
   * Rows above `after` and the cursor, ascending, only durable ones. At most `limit`, or fewer where they are large:
   * only an empty answer says that there are no more.
   */
  read(device: DeviceAddress, after: number, limit: number): Promise<InboxRow[]>;

  /**
   * Moves the cursor up to and including `upTo`; a position at or below the cursor, above the last row or of another
   * inbox epoch changes nothing. Resolves once durable, the delivered receipts with it (D5, D7): rows in the inboxes of
   * the senders' devices, one for each sending account and call, none for control messages, own copies and receipts.
   * Says where nothing was acked because the inbox has another epoch by now.
   */
  ack(device: DeviceAddress, position: InboxPosition): Promise<AckResult>;

  stat(device: DeviceAddress): Promise<InboxStat | undefined>;

  /** Which of these devices have rows above their cursor (the slow poll of D11). */
  hasMore(devices: readonly DeviceAddress[]): Promise<DeviceAddress[]>;

  /** Rows above `after` and the cursor that match, ascending, at most `limit`; fewer as in `read`. */
  find(device: DeviceAddress, filter: InboxFilter, after: number, limit: number): Promise<InboxRow[]>;

  /**
   * Drops rows stored at or before `storedBefore` by the inbox's own monotone time (D12), in bounded steps between which
   * other work runs. Resolves to the number dropped.
   */
  expire(storedBefore: number): Promise<number>;

  /** The highest `storedBefore` that was ever expired, across restarts; 0: never. A witness of the time (D12). */
  expiredBefore(): number;

  /** Empties a device's inbox and gives it a new inbox epoch. Resolves to the number of rows dropped. */
  purge(device: DeviceAddress): Promise<number>;

  /** Rows and bytes over all inboxes, flushes since start. Cheap: from memory. */
  totals(): StoreTotals;

  /** The wall clock that messages are to be stamped by (D3); absent: this process's own. */
  readonly now?: () => number;

  /** Why the store takes no work; undefined: it does. Some come back by themselves, others after a restart. */
  failure(): Error | undefined;

  /** Resolves once everything accepted is durable and the files are closed. */
  close(): Promise<void>;
}

export interface Append {
  readonly sender: DeviceAddress;
  readonly id: MessageId;
  /** Server time, already stamped. A repeat is answered with the first one's. */
  readonly ts: number;
  /** Not shown to a person: no delivered receipt. */
  readonly control: boolean;
  readonly targets: readonly AppendTarget[];
  /** Where the sender's order must hold across refusals (D3). */
  readonly place?: RunPlace;
}

/**
 * An append's place in a run of appends. The first refused append ends its run, in the order of the indexes; those behind
 * it are refused with `run_ended`, whatever they are, also while they wait for the same transaction.
 */
export interface RunPlace {
  readonly run: AppendRun;
  readonly index: number;
}

/** Shared by the appends of one run. Whoever refuses one first sets `ended`. */
export interface AppendRun {
  ended?: { readonly index: number; readonly by: MessageId };
}

/** Whether something before `index` has ended the run. */
export function runEndedBefore({ run, index }: RunPlace): boolean {
  return run.ended !== undefined && run.ended.index < index;
}

export function endRun({ run, index }: RunPlace, by: MessageId): void {
  if (!run.ended || run.ended.index > index) run.ended = { index, by };
}

/** The rows for one account's devices, and the version of its device list that they were made from. */
export interface AppendTarget {
  readonly account: AccountId;
  readonly listVersion: number;
  readonly rows: readonly { readonly device: DeviceNumber; readonly envelope: Uint8Array }[];
  /** Checked like the others where that can be done, and none of its rows is stored (D13). */
  readonly withheld?: boolean;
}

export type AppendResult =
  | { readonly kind: 'stored'; readonly ts: number; readonly rows: readonly StoredRow[] }
  | { readonly kind: 'duplicate'; readonly ts: number }
  | { readonly kind: 'stale_devices'; readonly mismatches: readonly Mismatch[] }
  /** An append before it in its run was refused. */
  | { readonly kind: 'run_ended' }
  | { readonly kind: 'unknown_account' }
  /** The sender is not, or no longer, a device of its account. */
  | { readonly kind: 'unknown_device' }
  /** Every device of the recipient is full (D10). */
  | { readonly kind: 'inbox_full' }
  | { readonly kind: 'store_full' };

export interface Mismatch {
  readonly account: AccountId;
  readonly version: number;
  readonly missing: readonly DeviceNumber[];
  readonly extra: readonly DeviceNumber[];
}

/** A row that has just become durable: what a hint carries. */
export interface StoredRow extends DeviceAddress {
  readonly inboxEpoch: number;
  readonly seq: number;
  /** A serialised Envelope. */
  readonly envelope: Uint8Array;
}

export interface InboxPosition {
  readonly inboxEpoch: number;
  readonly seq: number;
}

export interface InboxRow {
  readonly seq: number;
  /** A serialised Envelope. */
  readonly envelope: Uint8Array;
}

export type OpenResult =
  | {
      readonly kind: 'opened';
      readonly inboxEpoch: number;
      /** The last acked sequence number. */
      readonly cursor: number;
      readonly queued: number;
      /** Version of the account's device list that the store was told. */
      readonly listVersion: number;
      /** Receipts that the resume led to. */
      readonly receipts: readonly StoredRow[];
    }
  | { readonly kind: 'stale_connection_epoch'; readonly highest: number }
  | { readonly kind: 'unknown_device' };

export interface AckResult {
  /** Rows the ack removed. */
  readonly removed: number;
  /** Receipt rows for the senders' devices, durable. */
  readonly receipts: readonly StoredRow[];
  /** The inbox has another epoch than the position: what the device has got has to come again, under the numbers of now. */
  readonly isReset: boolean;
}

export interface InboxStat {
  readonly inboxEpoch: number;
  readonly cursor: number;
  readonly lastSeq: number;
  readonly rows: number;
  readonly bytes: number;
}

export interface InboxFilter {
  readonly sender?: AccountId;
  readonly id?: MessageId;
  /** Server time, inclusive, milliseconds. */
  readonly since?: number;
}

export interface StoreTotals {
  readonly rows: number;
  readonly bytes: number;
  /** Times the store made a batch durable: one fdatasync each. */
  readonly flushes: number;
}
