// Keeps one connection to the server: stopped → connecting → catching_up → online, and waiting between two attempts. It
// does not know what is in the frames that outbox and inbox exchange with the server.
import { type CloseReason, closeTable, idBytes, mayReconnect, type wire } from '@parley/protocol';
import type { ConnectionState, Notice } from '../client.ts';
import type { Clock } from '../clock.ts';
import type { Draft } from '../drafts/draft.ts';
import type { Work } from '../drafts/work.ts';
import { asParleyError, errorFromWire, errorInfo } from '../errors.ts';
import { type ProfileRow, SELF } from '../store/schema.ts';
import { type Attempt, startAttempt } from './attempt.ts';
import { createBackoff } from './backoff.ts';
import type { Transport } from './transport.ts';

/** What the rest of the client has of a connection while it lasts. */
export interface Link {
  readonly welcome: wire.Welcome;
  send(frame: wire.ClientFrame.$Properties): void;
  /** What came over it can't be dealt with now: it is closed, and another is tried after a while. */
  fail(): void;
}

/** Who exchanges frames over it. */
export interface LinkUser {
  /** Before any other frame of this connection. */
  opened(link: Link): void;
  frame(frame: wire.ServerFrame): void;
  /** Resolves once everything handed over so far is stored: only then is the connection `online` (F5). */
  settled(): Promise<void>;
  /** The server is about to close: send nothing new. */
  leaving(): void;
  closed(): void;
}

export interface Connection {
  readonly state: ConnectionState;
  start(): void;
  stop(reason: string): void;
  /** Tries at once when it waits: the network is back, the person has looked. */
  nudge(): void;
}

export interface ConnectionDeps {
  readonly profile: ProfileRow;
  readonly clientName: string;
  readonly work: Work;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly random: () => number;
  readonly user: LinkUser;
  readonly changed: (state: ConnectionState) => void;
  readonly notify: (notice: Notice) => void;
}

const backoffFirstMs = 500;
const backoffMaxMs = 30_000;
/** A clock that is off by less changes nothing that a person would notice. */
const clockToleranceMs = 2 * 60_000;
/** A server that has said it is leaving may finish what it is doing. */
const leavingGraceMs = 5_000;
/** So many epochs in a row are taken over at once; more would be two devices with one profile fighting. */
const maxQuickRetries = 3;

export function createConnection(deps: ConnectionDeps): Connection {
  const { profile, work, clock, random, user } = deps;
  const backoff = createBackoff({ firstMs: backoffFirstMs, maxMs: backoffMaxMs, random });
  let state: ConnectionState = { state: 'stopped', reason: 'not_started' };
  let attempt: Attempt | undefined;
  let linked = false;
  let cancelTimer = () => {};
  let leaveAt = 0;
  let quickRetries = 0;
  let wasUnlinked = false;
  /** Raised with every attempt and every stop: what an earlier one still reports does not count. */
  let generation = 0;

  function set(next: ConnectionState): void {
    state = next;
    deps.changed(next);
  }

  async function connect(): Promise<void> {
    const mine = ++generation;
    cancelTimer();
    leaveAt = 0;
    set({ state: 'connecting' });
    try {
      const hello = await work.run(draft => nextHello(draft, profile, deps.clientName));
      wasUnlinked = (await work.get('connection', SELF))?.unlinked ?? false;
      if (mine !== generation) return;
      attempt = startAttempt(
        { url: socketUrl(profile.server), hello, transport: deps.transport, clock },
        {
          frame: frame => frameReceived(frame, mine),
          ended: code => mine === generation && ended(code),
        },
      );
    } catch (error) {
      if (mine !== generation) return;
      deps.notify({ kind: 'problem', error: errorInfo(asParleyError(error)) });
      wait('store_failed', backoff.nextDelayMs());
    }
  }

  function frameReceived(frame: wire.ServerFrame, mine: number): void {
    if (mine !== generation) return;
    if (frame.welcome) welcomed(frame.welcome as wire.Welcome);
    else if (frame.live) void goOnline(mine);
    else if (frame.leaving) leave(frame.leaving, mine);
    else if (frame.problem) problem(frame.problem);
    if (linked) user.frame(frame);
  }

  function welcomed(welcome: wire.Welcome): void {
    const offMs = clock.now() - welcome.serverTime;
    // A failed write shows itself in the next one that matters.
    work.run(draft => keepWelcome(draft, welcome, -offMs)).catch(() => {});
    if (Math.abs(offMs) > clockToleranceMs) deps.notify({ kind: 'clock_wrong', offMs });
    const current = attempt;
    const mine = generation;
    linked = true;
    wasUnlinked = false;
    set({ state: 'catching_up' });
    user.opened({
      welcome,
      send: frame => current?.send(frame),
      fail: () => mine === generation && ended(closeTable.internal.code),
    });
  }

  async function goOnline(mine: number): Promise<void> {
    await user.settled();
    if (mine !== generation || state.state !== 'catching_up') return;
    backoff.reset();
    quickRetries = 0;
    set({ state: 'online' });
  }

  function leave({ minDelayMs, maxDelayMs }: wire.Leaving.$Properties, mine: number): void {
    const minMs = minDelayMs ?? 0;
    const delayMs = minMs + random() * Math.max(0, (maxDelayMs ?? 0) - minMs);
    leaveAt = clock.now() + delayMs;
    user.leaving();
    cancelTimer = clock.after(
      delayMs + leavingGraceMs,
      () => mine === generation && ended(closeTable.server_shutdown.code),
    );
  }

  function problem({ error, connectionEpoch }: wire.Problem.$Properties): void {
    if (error?.code === 'stale_connection_epoch') void work.run(draft => adoptEpoch(draft, connectionEpoch ?? 0));
    else deps.notify({ kind: 'problem', error: errorInfo(errorFromWire(error)) });
  }

  function drop(): void {
    generation++;
    cancelTimer();
    attempt?.close();
    attempt = undefined;
    if (linked) user.closed();
    linked = false;
  }

  function ended(code: number): void {
    const left = leaveAt;
    drop();
    const reason = wasUnlinked && code === closeTable.unauthorized.code ? 'unlinked' : reasonOf(code);
    // Where this cannot be kept, the next run says that the device is signed out, which it is.
    if (reason === 'unlinked') work.run(keepUnlinked).catch(() => {});
    if (!mayReconnect(code)) return set({ state: 'stopped', reason });
    if (reason === 'stale_connection_epoch' && quickRetries++ < maxQuickRetries) return void connect();
    wait(reason, left > 0 ? Math.max(0, left - clock.now()) : backoff.nextDelayMs());
  }

  function wait(reason: string, delayMs: number): void {
    set({ state: 'waiting', reason, retryAt: clock.now() + delayMs });
    cancelTimer = clock.after(delayMs, () => void connect());
  }

  return {
    get state() {
      return state;
    },
    start() {
      if (state.state === 'stopped') void connect();
    },
    stop(reason) {
      drop();
      set({ state: 'stopped', reason });
    },
    nudge() {
      if (state.state === 'waiting') void connect();
    },
  };
}

function reasonOf(code: number): string {
  const rows = Object.entries(closeTable) as [CloseReason, { code: number }][];
  return rows.find(([, row]) => row.code === code)?.[0] ?? 'unreachable';
}

function socketUrl(server: string): string {
  return `${server.replace(/^http/, 'ws')}/v1/socket`;
}

/** The next connection epoch, durable before anybody hears of it. */
async function nextHello(draft: Draft, profile: ProfileRow, client: string): Promise<wire.Hello.$Properties> {
  const before = await draft.get('connection', SELF);
  const inbox = await draft.get('inbox', SELF);
  const epoch = (before?.epoch ?? 0) + 1;
  draft.put('connection', { ...before, epoch });
  return {
    token: profile.token,
    account: idBytes(profile.account),
    device: profile.device,
    connectionEpoch: epoch,
    client,
    ...(inbox?.inboxEpoch ? { resume: { inboxEpoch: inbox.inboxEpoch, cursor: inbox.cursor } } : {}),
  };
}

async function adoptEpoch(draft: Draft, highest: number): Promise<void> {
  const before = await draft.get('connection', SELF);
  if ((before?.epoch ?? 0) < highest) draft.put('connection', { ...before, epoch: highest });
}

async function keepUnlinked(draft: Draft): Promise<void> {
  const before = await draft.get('connection', SELF);
  if (before) draft.put('connection', { ...before, unlinked: true });
}

async function keepWelcome(draft: Draft, { limits }: wire.Welcome, clockOffsetMs: number): Promise<void> {
  const kept = await draft.get('connection', SELF);
  if (!kept) return;
  const { unlinked: _, ...before } = kept; // put back from a backup of the server
  const maxContentBytes = limits?.maxContentBytes || before.maxContentBytes;
  draft.put('connection', { ...before, clockOffsetMs, ...(maxContentBytes ? { maxContentBytes } : {}) });
}
