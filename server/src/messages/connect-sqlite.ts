// A device connects and acks: the two calls that move a cursor on its word.
import type { DeviceAddress } from '@parley/protocol';
import type { AckStep } from './ack-sqlite.ts';
import type { Inbox } from './inboxes-sqlite.ts';
import type { AckResult, InboxPosition, MessageStore, OpenResult, StoredRow } from './message-store.ts';
import type { Parts } from './parts-sqlite.ts';

/**
 * How long an ack that nobody gets a receipt for waits for another batch. It costs no sync of its own then, and what a
 * crash could undo is one that the device repeats when it connects.
 */
const ACK_PATIENCE_MS = 20;

type Opened = Extract<OpenResult, { kind: 'opened' }>;

export function createConnect(parts: Pick<Parts, 'db' | 'commits' | 'inboxes' | 'ackStep'>) {
  const { db, commits, inboxes, ackStep } = parts;
  const setConnectionEpoch = db.prepare('UPDATE inboxes SET connection_epoch = ? WHERE id = ?');

  /** One step of an ack; undefined: the position is none to act on. */
  function ackNow(device: DeviceAddress, { inboxEpoch, seq }: InboxPosition): AckStep | undefined {
    const inbox = inboxes.inbox(device);
    if (!inbox || inbox.epoch !== inboxEpoch || seq <= inbox.cursor || seq > inbox.lastSeq) return undefined;
    return ackStep(inbox, seq);
  }

  function isOther(device: DeviceAddress, { inboxEpoch }: InboxPosition): boolean {
    const inbox = inboxes.inbox(device);
    return inbox !== undefined && inbox.epoch !== inboxEpoch;
  }

  async function ack(device: DeviceAddress, position: InboxPosition): Promise<AckResult> {
    let removed = 0;
    const receipts: StoredRow[] = [];
    const patienceMs = inboxes.inbox(device)?.owed === 0 ? ACK_PATIENCE_MS : 0;
    for (;;) {
      const step = await commits.run(() => ackNow(device, position), 0, patienceMs);
      if (step) receipts.push(...step.receipts);
      removed += step?.removed ?? 0;
      if (!step || step.complete) return { removed, receipts, isReset: isOther(device, position) };
    }
  }

  function openedState(inbox: Inbox, receipts: readonly StoredRow[]): Opened {
    const { epoch: inboxEpoch, cursor, account } = inbox;
    const { rows: queued } = inboxes.load(inbox);
    return { kind: 'opened', inboxEpoch, cursor, queued, listVersion: account.listVersion, receipts };
  }

  /** Also does the first step of the ack that `resume` stands for. */
  function openNow(device: DeviceAddress, epoch: number, resume?: InboxPosition): [OpenResult, AckStep | undefined] {
    const inbox = inboxes.inbox(device);
    if (!inbox) return [{ kind: 'unknown_device' }, undefined];
    const highest = inbox.connectionEpoch;
    if (epoch <= highest) return [{ kind: 'stale_connection_epoch', highest }, undefined];
    setConnectionEpoch.run(epoch, inbox.id);
    inbox.connectionEpoch = epoch;
    inbox.batch = commits.batch();
    const step = resume && ackNow(device, resume);
    return [openedState(inbox, step?.receipts ?? []), step];
  }

  async function open(device: DeviceAddress, epoch: number, resume?: InboxPosition): Promise<OpenResult> {
    const [opened, step] = await commits.run(() => openNow(device, epoch, resume));
    if (opened.kind !== 'opened' || !resume || !step || step.complete) return opened;
    const rest = await ack(device, resume);
    return commits.run((): OpenResult => {
      const inbox = inboxes.inbox(device);
      return inbox ? openedState(inbox, [...step.receipts, ...rest.receipts]) : { kind: 'unknown_device' };
    });
  }

  return { ack, open } satisfies Partial<MessageStore>;
}
