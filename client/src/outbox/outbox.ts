// The durable queue of everything this device sends. A send keeps its id until the server has answered it for good,
// whatever connections and restarts come between (F1, F2, F9); conversations do not wait for each other. What is in a
// send and for whom is decided in payload.ts and seal.ts.
import {
  type AccountId,
  accountIdFrom,
  type ChatId,
  type GroupId,
  isGroupId,
  limits,
  type MessageId,
  messageIdFrom,
  type wire,
} from '@parley/protocol';
import { createBackoff } from '../connection/backoff.ts';
import type { Link } from '../connection/connection.ts';
import type { Context } from '../context.ts';
import type { Directory } from '../devices/directory.ts';
import type { Draft } from '../drafts/draft.ts';
import { asParleyError, errorFromWire, errorInfo, ParleyError } from '../errors.ts';
import type { Roster } from '../groups/roster.ts';
import { type OutboxRow, orderKey, type Sealed } from '../store/schema.ts';
import {
  createLane,
  endRun,
  type Lane,
  markOnWire,
  replaceRow,
  resetLane,
  takeAnswer,
  takeRow,
  unseal,
} from './lane.ts';
import { markFailed, markHeldUp, markSent, type SentAt } from './outcome.ts';
import { createPace } from './pace.ts';
import type { Payload } from './payload.ts';
import type { Preparing } from './preparing.ts';
import { type SealedRow, sendFrame } from './seal.ts';
import { createSharing } from './sharing.ts';

export interface Outbox {
  /** Takes up what an earlier run of the program has left. */
  load(): Promise<void>;
  /** Queues a send behind those to the same account or group; it leaves once the draft is durable. Its key in the store. */
  enqueue(draft: Draft, to: ChatId, id: MessageId, payload: Payload): string;
  /** Takes a send out of the queue with the draft; it may be on its way already. */
  discard(draft: Draft, id: MessageId): void;
  size(): number;
  /** Resolves once the server has answered everything in it for good, and that is durable. */
  whenEmpty(): Promise<void>;
  opened(link: Link): void;
  frame(frame: wire.ServerFrame): void;
  leaving(): void;
  closed(): void;
}

export type OutboxDeps = Context & {
  readonly random: () => number;
  readonly directory: Directory;
  readonly roster: Pick<Roster, 'catchUp'>;
  readonly preparing: Preparing;
};

/** So many are sealed in one commit: the first are on the wire while the next are sealed. */
const maxSealedTogether = 64;
const backoffMs = { firstMs: 1_000, maxMs: 60_000 };

export function createOutbox(deps: OutboxDeps): Outbox {
  const { profile, work, clock, directory } = deps;
  const lanes = new Map<ChatId, Lane>();
  const sharing = createSharing();
  const laneOf = new Map<MessageId, Lane>();
  let link: Link | undefined;
  let unanswered = 0;
  /** A lane has found no room for another unanswered send. */
  let full = false;
  let lastOrder = 0;
  const pace = createPace(clock);
  let cancelPace: (() => void) | undefined;
  let emptied: PromiseWithResolvers<void> | undefined;

  function add(row: OutboxRow): void {
    const lane = lanes.get(row.to) ?? createLane(row.to, createBackoff({ ...backoffMs, random: deps.random }));
    lanes.set(row.to, lane);
    laneOf.set(row.id, lane);
    lane.rows.push(row);
    sharing.add(row);
    pump(lane);
  }

  function take(lane: Lane, id: MessageId): OutboxRow | undefined {
    laneOf.delete(id);
    if (laneOf.size === 0) {
      emptied?.resolve();
      emptied = undefined;
    }
    const row = takeRow(lane, id);
    if (row) pumpGroup(sharing.remove(row));
    return row;
  }

  /** What has waited for a key to be handed out goes on. */
  function pumpGroup(group: GroupId | undefined): void {
    const lane = group && lanes.get(group);
    if (lane) pump(lane);
  }

  function pump(lane: Lane): void {
    while (link && !lane.busy && !lane.cancelWait && lane.onWire < lane.rows.length) {
      const room = (link.welcome.limits?.maxPendingSends || limits.maxPendingSends) - unanswered;
      if (room <= 0) {
        full = true;
        return;
      }
      if (isGroupId(lane.to) && sharing.isUnderWay(lane.to, lanes)) return;
      const row = lane.rows[lane.onWire] as OutboxRow;
      if (!isSealed(row)) return void prepare(lane, room);
      if (!pace.take()) return slowDown();
      markOnWire(lane, row.id);
      unanswered++;
      link.send(sendFrame(row, lane.run));
    }
  }

  function slowDown(): void {
    cancelPace ??= clock.after(pace.waitMs(), () => {
      cancelPace = undefined;
      pumpAll();
    });
  }

  function pumpAll(): void {
    for (const lane of lanes.values()) pump(lane);
  }

  async function prepare(lane: Lane, room: number): Promise<void> {
    const next = lane.rows.slice(lane.onWire, lane.onWire + Math.min(room, maxSealedTogether));
    const sealedFrom = next.findIndex(isSealed);
    await occupied(lane, lane.rows[lane.onWire], async () => {
      const rows = sealedFrom < 0 ? next : next.slice(0, sealedFrom);
      for (const sealed of await deps.preparing.prepare(lane.to, rows)) replaceRow(lane, sealed);
    });
  }

  /** Runs what a lane must wait for, then goes on with it or deals with the failure. */
  async function occupied(lane: Lane, row: OutboxRow | undefined, step: () => Promise<void>): Promise<void> {
    lane.busy = true;
    let failure: ParleyError | undefined;
    try {
      await step();
    } catch (error) {
      failure = asParleyError(error);
    }
    lane.busy = false;
    if (failure && row) failed(lane, row, failure);
    else pump(lane);
  }

  function failed(lane: Lane, row: OutboxRow, error: ParleyError): void {
    if (error.temporary) return wait(lane, row, error);
    if (take(lane, row.id)) save(draft => markFailed(draft, row, error, deps));
    pump(lane);
  }

  function wait(lane: Lane, row: OutboxRow, error: ParleyError): void {
    if (error.code === 'rate_limited') pace.drain();
    else if (error.code !== 'unreachable') save(draft => markHeldUp(draft, row, errorInfo(error), deps));
    // The next connection starts every lane again.
    if (!link) return;
    lane.cancelWait?.();
    lane.cancelWait = clock.after(error.retryAfterMs ?? lane.backoff.nextDelayMs(), () => {
      lane.cancelWait = undefined;
      pump(lane);
    });
    for (const group of sharing.groupsIn(lane)) pumpGroup(group);
  }

  function finish(lane: Lane, id: MessageId, sent: SentAt): void {
    const row = take(lane, id);
    lane.backoff.reset();
    if (row) save(draft => markSent(draft, row, sent, deps));
  }

  // A disk that refuses is told as a problem; the row is still in the outbox then and goes out again at the next start.
  function save(step: (draft: Draft) => Promise<void>): void {
    work.run(step).catch(error => {
      deps.notify({ kind: 'problem', error: errorInfo(asParleyError(error)) });
    });
  }

  function laneAwaiting(id: MessageId): Lane | undefined {
    // A send that was given up in the meantime is in no lane's queue any more.
    return laneOf.get(id) ?? [...lanes.values()].find(lane => lane.awaiting.some(answer => answer.id === id));
  }

  function answered(
    frame: { readonly id: Uint8Array },
    deal: (lane: Lane, id: MessageId, current: boolean) => void,
  ): void {
    const id = messageIdFrom(frame.id);
    const lane = laneAwaiting(id);
    if (!lane) return;
    const answer = takeAnswer(lane, id);
    if (answer) unanswered--;
    deal(lane, id, answer?.run === lane.run);
    if (!full) return pump(lane);
    full = false;
    pumpAll();
  }

  function refused(lane: Lane, id: MessageId, { error, mismatches }: wire.Refused): void {
    const row = lane.rows.find(each => each.id === id);
    endRun(lane);
    if (!row) return;
    if (error?.code === 'stale_devices') void occupied(lane, row, () => renew(lane, row, mismatches ?? []));
    else if (error?.code === 'stale_group') void occupied(lane, row, () => catchUp(lane, row));
    else failed(lane, row, errorFromWire(error));
  }

  /** Takes in how the group has changed; everything is then sealed anew, for who is in it now (F21). */
  async function catchUp(lane: Lane, row: OutboxRow): Promise<void> {
    if (!isGroupId(lane.to)) throw new ParleyError('stale_group');
    const { roster } = await deps.roster.catchUp(lane.to);
    // The server refuses the very roster it shows: trying again at once would go on for ever.
    if (row.sealed && 'roster' in row.sealed && row.sealed.roster === roster) throw new ParleyError('stale_group');
    unseal(lane);
  }

  /** Fetches the lists that the server says have changed; everything is then sealed anew, under the same ids. */
  async function renew(lane: Lane, row: OutboxRow, mismatches: readonly wire.DeviceListMismatch.$Properties[]) {
    const named = mismatches.map(({ account }) => accountIdFrom(account ?? new Uint8Array()));
    const peer = lane.to as AccountId; // of groups nothing is said about devices
    const accounts = named.length > 0 ? named : [peer, profile.account];
    for (const account of new Set(accounts)) await directory.refresh(account);
    const to = await directory.ensure(peer);
    const own = await directory.ensure(profile.account);
    const { toListVersion, ownListVersion } = (row.sealed ?? {}) as Partial<Sealed>;
    // The server refuses the very lists it shows: trying again at once would go on for ever.
    if (to.version === toListVersion && own.version === ownListVersion) throw new ParleyError('stale_devices');
    unseal(lane);
  }

  function reset(): void {
    unanswered = 0;
    full = false;
    cancelPace?.();
    cancelPace = undefined;
    for (const lane of lanes.values()) resetLane(lane);
  }

  return {
    async load() {
      for (const row of await work.list('outbox')) {
        lastOrder = row.order;
        add(row);
      }
    },
    enqueue(draft, to, id, payload) {
      const row: OutboxRow = { order: ++lastOrder, id, to, payload };
      draft.put('outbox', row);
      draft.after(() => add(row));
      return orderKey(row.order);
    },
    discard(draft, id) {
      const lane = laneOf.get(id);
      const row = lane?.rows.find(each => each.id === id);
      if (!lane || !row) return;
      draft.remove('outbox', orderKey(row.order));
      draft.after(() => void take(lane, id));
    },
    size: () => laneOf.size,
    async whenEmpty() {
      if (laneOf.size > 0) {
        emptied ??= Promise.withResolvers();
        await emptied.promise;
      }
      await work.run(async () => {}); // behind the step that keeps the last answer
    },
    opened(opened) {
      reset();
      link = opened;
      const { sendsPerSecond, sendsBurst } = opened.welcome.limits ?? {};
      pace.setLimit(sendsPerSecond ?? 0, sendsBurst ?? 0);
      pumpAll();
    },
    frame(frame) {
      if (frame.sent) {
        const sent = frame.sent as wire.Sent;
        answered(sent, (lane, id) => finish(lane, id, { ts: sent.ts, seq: sent.groupSeq }));
      } else if (frame.refused) {
        const refusal = frame.refused as wire.Refused;
        // Those of a run that has ended are of no interest: its sends are on their way again.
        answered(refusal, (lane, id, current) => current && refused(lane, id, refusal));
      }
    },
    leaving() {
      link = undefined;
    },
    closed() {
      link = undefined;
      reset();
    },
  };
}

function isSealed(row: OutboxRow): row is SealedRow {
  return row.sealed !== undefined;
}
