// Takes in what the server delivers, in order: read, stored, and only then acked (F16). What came together is stored and
// acked together, so that a drain of thousands takes seconds. What a message does is in receiving.ts.
import type { AccountId, wire } from '@parley/protocol';
import type { Link } from '../connection/connection.ts';
import type { Draft } from '../drafts/draft.ts';
import { asParleyError, errorInfo } from '../errors.ts';
import { type InboxRow, messageKey, SELF } from '../store/schema.ts';
import { type Incoming, readEnvelope } from './envelope.ts';
import { park } from './parking.ts';
import { type ReceivingDeps, receive } from './receiving.ts';

export interface Inbox {
  opened(link: Link): void;
  frame(frame: wire.ServerFrame): void;
  /** Resolves once everything handed over so far is stored. */
  settled(): Promise<void>;
  closed(): void;
}

interface Delivery {
  readonly inboxEpoch: number;
  readonly seq: number;
  readonly incoming: Incoming;
}

/** Stored and acked together, in one commit with the step before them: it costs as much as some twenty messages. */
const maxBatch = 255;
/** After a connection opens somebody may look on: the first screen comes soon, and more and more with each commit. */
const firstBatch = 32;
/** After so many tries, with the waiting between connections, a sender without a list holds up the others no longer (D8). */
const maxListFailures = 5;
const untold: InboxRow = { inboxEpoch: 0, cursor: 0, arrivals: 0, handed: 0 };

export function createInbox(deps: ReceivingDeps): Inbox {
  const { work } = deps;
  let link: Link | undefined;
  let queue: Delivery[] = [];
  let running: Promise<void> | undefined;
  let batchSize = firstBatch;
  /** How often in a row a sender's list could not be had. */
  const failures = new Map<AccountId, number>();

  async function takeAll(): Promise<void> {
    while (queue.length > 0) {
      const current = link;
      try {
        await takeIn(queue.splice(0, batchSize), current);
        batchSize = Math.min(maxBatch, batchSize * 2);
      } catch (error) {
        // The list of a sender or the disk can't be had now. Nothing of it was acked, so it all comes again.
        if (current === undefined || current !== link) continue;
        deps.notify({ kind: 'problem', error: errorInfo(asParleyError(error)) });
        queue = [];
        current.fail();
      }
    }
    running = undefined;
  }

  async function takeIn(batch: readonly Delivery[], current: Link | undefined): Promise<void> {
    await meetSenders(batch);
    await deps.roster.prepare(batch.flatMap(({ incoming }) => (incoming.kind === 'roster' ? [incoming.entry] : [])));
    const keys = batch.map(keyIn).filter(key => key !== undefined);
    const known = work.run(draft => draft.prefetch('messages', keys));
    await Promise.all([known, ...batch.map(delivery => work.run(draft => store(draft, delivery)))]);
    const last = batch.at(-1) as Delivery;
    current?.send({ ack: { inboxEpoch: last.inboxEpoch, upTo: last.seq } });
  }

  /** Fetches the lists of senders that are not known yet. One that can't be verified stays unknown: it is parked. */
  async function meetSenders(batch: readonly Delivery[]): Promise<void> {
    const unknown = new Set<AccountId>();
    for (const { incoming } of batch) {
      if (incoming.kind !== 'message') continue;
      const { sender, device } = incoming.origin;
      if (unknown.has(sender)) continue;
      if (!(await work.get('accounts', sender))?.identities[device]) unknown.add(sender);
    }
    await Promise.all([...unknown].map(meet));
  }

  async function meet(sender: AccountId): Promise<void> {
    try {
      await deps.directory.refresh(sender);
      failures.delete(sender);
    } catch (error) {
      const count = (failures.get(sender) ?? 0) + 1;
      failures.set(sender, count);
      if (asParleyError(error).temporary && count < maxListFailures) throw error;
    }
  }

  async function store(draft: Draft, { inboxEpoch, seq, incoming }: Delivery): Promise<void> {
    const row = (await draft.get('inbox', SELF)) ?? untold;
    if (inboxEpoch !== row.inboxEpoch || seq <= row.cursor) return;
    try {
      await draft.nested(inner => receive(inner, incoming, deps));
    } catch (error) {
      await poison(draft, incoming, error);
    }
    draft.put('inbox', { ...((await draft.get('inbox', SELF)) ?? row), cursor: seq });
  }

  // D8: whatever is wrong with a message or with this program, it must not hold up the messages behind it.
  async function poison(draft: Draft, incoming: Incoming, error: unknown): Promise<void> {
    if (incoming.kind === 'message') await park(draft, incoming.origin, 'internal', deps);
    draft.after(() => deps.notify({ kind: 'problem', error: errorInfo(asParleyError(error)) }));
  }

  return {
    opened(opened) {
      link = opened;
      batchSize = firstBatch;
      const { inboxEpoch, cursor } = opened.welcome;
      work.run(draft => startAt(draft, inboxEpoch, cursor)).catch(() => opened.fail());
    },
    frame({ deliver }) {
      if (!deliver) return;
      const { inboxEpoch, seq, envelope } = deliver as wire.Deliver;
      queue.push({ inboxEpoch, seq, incoming: readEnvelope(envelope) });
      running ??= Promise.resolve().then(takeAll);
    },
    async settled() {
      while (running) await running;
    },
    closed() {
      link = undefined;
      queue = [];
    },
  };
}

/** Where the message would be, if it came before. */
function keyIn({ incoming }: Delivery): string | undefined {
  return incoming.kind === 'message' ? messageKey(incoming.origin.sender, incoming.origin.id) : undefined;
}

/** Another inbox than the one known: its numbers start again where the server says. */
async function startAt(draft: Draft, inboxEpoch: number, cursor: number): Promise<void> {
  const row = (await draft.get('inbox', SELF)) ?? untold;
  if (row.inboxEpoch !== inboxEpoch) draft.put('inbox', { ...row, inboxEpoch, cursor });
}
