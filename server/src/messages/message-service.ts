// The message service: what a Send goes through on its way to the inboxes, and who is told of what has been stored.
import { type DeviceAddress, idBytes, type Limits, type WireError, wire, wireError } from '@parley/protocol';
import type { Clock } from '../lib/clock.ts';
import { UnavailableError } from '../lib/unavailable.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { type Blocks, createBlocks } from './blocks.ts';
import { createDelivery } from './delivery.ts';
import { inSteps } from './fan-out-steps.ts';
import { createSendGroup } from './group-sends.ts';
import type { Append, AppendResult, AppendTarget, MessageStore, Mismatch, RunPlace } from './message-store.ts';
import type { HintSink, MessageService, RosterAt, SendResult, SendRun } from './messages.ts';
import { type CheckedPart, type CheckedSend, checkSend } from './send-check.ts';
import { createSendRate } from './send-rate.ts';
import { createRuns, endedAnswer, noteEnd, type PlaceInRun, refuseInRun } from './send-run.ts';
import { createStamp } from './send-time.ts';
import { createTyping, type Signal } from './typing.ts';
import { createWaiting } from './waiting.ts';
import { createWakes, type WakeSink } from './wakes.ts';

interface MessagesDeps {
  store: MessageStore;
  sessions: Sessions;
  hints: HintSink;
  /** Absent: nobody hears of what is not stored. */
  signal?: Signal;
  clock: Clock;
  limits: Limits;
  /** Absent: nobody has blocked anybody. */
  blocks?: Blocks;
  /** Absent: there are no groups. */
  rosterAt?: RosterAt;
  /** Something of a group was stamped: its fan-out is due. */
  onStamped?: () => void;
  /** Told of devices that are connected nowhere. Absent: there is no push. */
  push?: WakeSink;
  log?: { error(details: object, message: string): void };
}

/** How soon a store has heard of a list that somebody has already. */
const BEHIND_RETRY_MS = 1_000;

export function createMessages(deps: MessagesDeps): MessageService {
  const { store, sessions, hints, clock, limits, log } = deps;
  const { rosterAt = () => undefined, onStamped = () => {}, blocks = noBlocks(), signal = async () => {} } = deps;
  const onError = (error: unknown, message: string): void => log?.error({ error }, message);
  const wakes = createWakes(deps.push ?? { wake: () => {}, fetched: () => {} }, blocks);
  const delivery = createDelivery({ sessions, hints, onOffline: wakes.onOffline, onError });
  const waiting = createWaiting(store, sessions, blocks);
  const takeSend = createSendRate(limits, () => clock.monotonic());
  const stamp = createStamp(limits, store.now ?? (() => clock.now()));

  const enter = createRuns();
  const sendGroup = createSendGroup({ store, rosterAt, onStamped, onError, enter, takeSend, limits });

  function problemOf(sender: DeviceAddress, checked: CheckedSend | WireError): WireError | undefined {
    if ('code' in checked) return checked;
    // Until the lists are known, a message could come through that is not to.
    if (!blocks.isReady()) return wireError('unavailable', undefined, BEHIND_RETRY_MS);
    const waitMs = takeSend(sender);
    return waitMs > 0 ? wireError('rate_limited', undefined, waitMs) : undefined;
  }

  /** Nothing is awaited before the append: the order of calls is the order of rows (D3). */
  async function send(sender: DeviceAddress, request: wire.Send, sendRun: SendRun): Promise<SendResult> {
    const place = enter(sendRun);
    const checked = checkSend(sender, request, limits);
    const problem = problemOf(sender, checked);
    if (problem || 'code' in checked) return refuseInRun(place, request, problem!);
    const isBlocked = blocks.has(checked.to, sender.account);
    const append = appendOf({ sender, request, checked, ts: stamp(request.after), place, isBlocked });
    const appending = store.append(append);
    place.run.last = appending;
    const found = delivery.lookup(devicesOf(append));
    try {
      const result = await appending;
      if (result.kind === 'stored') delivery.deliver(result.rows, found);
      noteEnd(place);
      return answer(result, place, append);
    } catch (error) {
      onError(error, 'a message could not be stored');
      noteEnd(place);
      return { kind: 'refused', error: wireError('unavailable') };
    }
  }

  return {
    send,
    sendGroup,
    typing: createTyping({ store, sessions, signal, blocks, rosterAt, limits }),
    async postRoster(post) {
      const result = await store.postRoster(post);
      onStamped();
      return result;
    },
    async fanOut(records) {
      for (const some of inSteps(records)) delivery.deliver(await store.fanOut(...some));
    },
    async tellGroupReceipts() {
      if (store.groupMarks() > 0) delivery.deliver(await store.writeGroupReceipts());
    },
    async open(device, connectionEpoch, resume) {
      const opened = await store.open(device, connectionEpoch, resume);
      if (opened.kind === 'unknown_device' && !blocks.isReady()) {
        throw new UnavailableError('the devices are not known yet'); // it must not take itself for unlinked
      }
      if (opened.kind !== 'opened') return opened;
      wakes.onOpened(device);
      delivery.deliver(opened.receipts);
      return { ...opened, privacyVersion: blocks.version(device.account) };
    },
    async ack(device, position) {
      const { receipts, isReset } = await store.ack(device, position);
      delivery.deliver(receipts);
      return !isReset;
    },
    read: store.read,
    find: store.find,
    stat: store.stat,
    hasMore: store.hasMore,
    waiting,
    async remind(device) {
      if ((await waiting(device)) > 0) wakes.wake(device);
    },
    purge: store.purge,
  };
}

function noBlocks(): Blocks {
  const blocks = createBlocks();
  blocks.ready();
  return blocks;
}

interface Sending {
  readonly sender: DeviceAddress;
  readonly request: wire.Send;
  readonly checked: CheckedSend;
  readonly ts: number;
  readonly place: RunPlace;
  readonly isBlocked: boolean;
}

function appendOf({ sender, request, checked, ts, place, isBlocked }: Sending): Append {
  const header = { id: request.id, sender: idBytes(sender.account), senderDevice: sender.device, ts };
  const rowsOf = (parts: readonly CheckedPart[]): AppendTarget['rows'] =>
    parts.map(({ device, ciphertext }) => ({
      device,
      envelope: wire.Envelope.encode({ ...header, control: request.control, message: ciphertext }).finish(),
    }));
  const { account } = sender;
  const targets: AppendTarget[] = [{ account, listVersion: request.ownListVersion, rows: rowsOf(checked.ownParts) }];
  if (checked.to !== account) {
    // D13: what no person is shown goes through, for the keys of groups in common travel so. The device drops the rest.
    const withheld = isBlocked && !request.control;
    const { to, toParts } = checked;
    targets.push({ account: to, listVersion: request.toListVersion, rows: rowsOf(toParts), withheld });
  }
  return { sender, id: checked.id, ts, control: request.control, targets, place };
}

function devicesOf({ targets }: Append): DeviceAddress[] {
  const stored = targets.filter(({ withheld }) => !withheld);
  return stored.flatMap(({ account, rows }) => rows.map(({ device }) => ({ account, device })));
}

/** What the sender hears of the store's answer. */
function answer(result: AppendResult, place: PlaceInRun, append: Append): SendResult {
  switch (result.kind) {
    case 'stored':
    case 'duplicate':
      return { kind: 'sent', ts: result.ts };
    case 'run_ended':
      return endedAnswer(place);
    case 'unknown_device':
      return { kind: 'refused', error: wireError('forbidden') };
    case 'stale_devices':
      if (isStoreBehind(result.mismatches, append)) {
        return { kind: 'refused', error: wireError('unavailable', undefined, BEHIND_RETRY_MS) };
      }
      return { kind: 'refused', error: wireError(result.kind), mismatches: result.mismatches };
    case 'unknown_account':
    case 'inbox_full':
    case 'store_full':
      return { kind: 'refused', error: wireError(result.kind) };
  }
}

/**
 * The sets decide: a device number is never used again and keeps its key, so equal sets are the same devices whatever the
 * versions. Where they differ, the older list is the wrong one, and it may be the store's: the sender has nothing to fetch
 * then.
 */
function isStoreBehind(mismatches: readonly Mismatch[], { targets }: Append): boolean {
  return mismatches.every(({ account, version }) =>
    targets.some(target => target.account === account && target.listVersion > version),
  );
}
