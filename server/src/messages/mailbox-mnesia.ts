// The nodes of all cells of the mailbox as one: each request goes to the node where its shard is at work, and goes again until it
// is answered. All requests may be repeated; those of one shard keep their order.
import type { Limits } from '@parley/protocol';
import { type Clock, systemClock } from '../lib/clock.ts';
import type { Term } from '../lib/etf.ts';
import { UnavailableError } from '../lib/unavailable.ts';
import { createAgreedTime } from './agreed-time.ts';
import { createCells } from './mailbox-cells-mnesia.ts';
import {
  type MailboxAddress,
  type MailboxConnection,
  type MailboxView,
  openMailboxConnection,
  viewOf,
} from './mailbox-connection-mnesia.ts';

export interface MailboxOptions {
  readonly nodes: readonly MailboxAddress[];
  /** Of nodes and message services alike. */
  readonly secret: string;
  /** PEM of the authority that has signed the nodes' certificates: TLS. Undefined: none. */
  readonly ca?: string | undefined;
  /** Of all clients: the last one's count. Undefined: nothing is said of them. */
  readonly limits?: Limits;
  readonly clock?: Clock;
  readonly log?: { warn(details: object, message: string): void };
  /** A request that has not been answered for so long fails. */
  readonly giveUpMs?: number;
  /**
   * Nobody may have been told of rows, so that their hints are missing (D11): requests have been answered that went more than once,
   * or after some were given up, or a node says that nobody heard of what it has stored. Told once for all of some time.
   */
  readonly onUntold?: () => void;
}

export interface Mailbox {
  /** Resolves once a node is at work. */
  ready(): Promise<void>;
  shards(): number;
  /** By the numbers of the nodes' addresses. Undefined: no cell has said that it has the shard. */
  cellOf(shard: number): number | undefined;
  /**
   * `operation` is made anew for each try, from 1; undefined: it is not to be tried again. Rejects then, after a while, or when
   * the operation fails. `UnavailableError`: it may do so later.
   */
  ask(shard: number, operation: Operation): Promise<readonly Term[]>;
  /** Of every node that is there. */
  askNodes(operation: Term): Promise<(readonly Term[])[]>;
  /** Something has failed in part: rows may have been written that nobody is told of. */
  doubt(): void;
  /** Sums over the nodes of what they last said, in the order of `mailbox_gauges:node/0`. */
  gauge(index: number, of?: 'sum' | 'highest'): number;
  /** The wall clock that the nodes agree on. */
  now(): number;
  /** No node is at work, as far as is known; undefined: one is. */
  failure(): Error | undefined;
  close(): void;
}

interface Node {
  readonly address: MailboxAddress;
  connection?: MailboxConnection;
  name?: string;
  isAtWork: boolean;
  /** Questions whether it is still there. */
  unanswered: number;
  /** Among the gauges, when last heard. */
  untold: number;
  gauges: readonly number[];
}

type Operation = (attempt: number) => Term | undefined;

interface Request {
  readonly shard: number | Node;
  readonly operation: Operation;
  readonly resolve: (value: readonly Term[]) => void;
  readonly reject: (error: Error) => void;
  readonly giveUpAt: number;
  number: number;
  attempt: number;
  /** Where it went last. */
  at?: Node;
}

interface Lane {
  readonly requests: Set<Request>;
  /** Nothing is sent before all of it is sent again. */
  broken: boolean;
  /** A request was given up that may have been carried out. */
  inDoubt: boolean;
}

/** Among the gauges. */
const WALL = 8;
const UNTOLD = 9;
const GIVE_UP_MS = 15_000;
const RETRY_MS = 50;
const RECONNECT_MS = 200;
/** Those that were waiting for the same node are answered within it. */
const UNTOLD_MS = 1_000;
/** A node that is cut off or frozen closes nothing: it is asked, and left when it has not answered so many times. */
const PING_MS = 1_000;
const MAX_UNANSWERED = 4;
const NO_ANSWER = 'the mailbox does not answer';
/** Codes of its errors that say that it will do later. */
const passing = ['unavailable', 'not_primary', 'elsewhere'];

const cellOf = ({ address: { cell = 0 } }: Node): number => cell;

export function openMailbox(options: MailboxOptions): Mailbox {
  const { secret, ca, limits, log, giveUpMs = GIVE_UP_MS, clock = systemClock } = options;
  const time = createAgreedTime(clock);
  const nodes: Node[] = options.nodes.map(address => ({
    address,
    gauges: [],
    isAtWork: false,
    unanswered: 0,
    untold: 0,
  }));
  const requests = new Map<number, Request>();
  const lanes = new Map<number, Lane>();
  const timers = new Set<NodeJS.Timeout>();
  const cells = createCells();
  let shards = 0;
  let last = 0;
  let closed = false;
  let arrived = (): void => {};
  const first = new Promise<void>(resolve => {
    arrived = resolve;
  });

  function later(run: () => void, ms: number): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms);
    timers.add(timer);
  }

  function open(node: Node): void {
    if (closed) return;
    const connection = openMailboxConnection({
      address: node.address,
      secret,
      ca,
      limits,
      onWelcome(count, seen, gauges) {
        if (shards !== 0 && count !== shards) return refuse(node, connection, count);
        shards = count;
        node.connection = connection;
        node.name = seen.node;
        node.untold = 0;
        measure(node, gauges);
        look(node, seen);
        if (seen.members.length === 0) waitForView(node);
        node.unanswered = 0;
        watch(node, connection);
      },
      onAnswer: answer,
      onGauges: gauges => measure(node, gauges),
      onClosed: error => lost(node, error),
    });
  }

  function refuse({ address }: Node, connection: MailboxConnection, count: number): void {
    log?.warn({ ...address, count, shards }, 'a node of the mailbox has another number of shards than the others');
    connection.close();
  }

  function measure(node: Node, gauges: readonly number[]): void {
    node.gauges = gauges;
    time.heard(`${cellOf(node)} ${node.name}`, gauges[WALL]!);
    if (gauges[UNTOLD]! > node.untold) tellUntold();
    node.untold = gauges[UNTOLD]!;
  }

  function lost(node: Node, error: Error | undefined): void {
    if (closed) return;
    const wasThere = node.connection !== undefined;
    delete node.connection;
    node.isAtWork = false;
    if (wasThere || error) log?.warn({ error, ...node.address }, 'there is no connection to a node of the mailbox');
    for (const request of sentTo(node)) breakOff(request, 'the node of the mailbox is gone');
    later(() => open(node), RECONNECT_MS);
  }

  /** Also those whose shard is at work elsewhere by now. */
  const sentTo = (node: Node): Request[] => [...requests.values()].filter(({ at }) => at === node);

  function breakOff(request: Request, why: string): void {
    if (typeof request.shard === 'number') breakLane(request.shard, laneOf(request.shard));
    else settle(request).reject(new UnavailableError(why));
  }

  function look(node: Node, seen: MailboxView): void {
    node.isAtWork = seen.members.length > 0;
    node.unanswered = 0;
    if (cells.saw(cellOf(node), seen)) {
      for (const request of requests.values()) if (isElsewhere(request)) breakOff(request, 'the shard has moved');
    }
    if (seen.members.length > 0) arrived();
  }

  const isElsewhere = ({ shard, at }: Request): boolean => typeof shard === 'number' && at !== nodeOf(shard);

  /** It is there, and on its way in. */
  function waitForView(node: Node): void {
    later(() => {
      if (!node.connection || node.isAtWork) return;
      askView(node);
      waitForView(node);
    }, RETRY_MS);
  }

  function watch(node: Node, connection: MailboxConnection): void {
    later(() => {
      if (node.connection !== connection) return;
      if (node.unanswered >= MAX_UNANSWERED) return connection.close();
      node.unanswered++;
      const now = performance.now();
      for (const request of sentTo(node)) if (request.giveUpAt < now) breakOff(request, NO_ANSWER);
      askView(node);
      watch(node, connection);
    }, PING_MS);
  }

  function nodeOf(shard: number): Node | undefined {
    const place = cells.placeOf(shard);
    return place && nodes.find(node => node.name === place.node && cellOf(node) === place.cell);
  }

  function laneOf(shard: number): Lane {
    const lane = lanes.get(shard) ?? { requests: new Set(), broken: false, inDoubt: false };
    lanes.set(shard, lane);
    return lane;
  }

  function settle(request: Request): Request {
    requests.delete(request.number);
    if (typeof request.shard === 'number') lanes.get(request.shard)?.requests.delete(request);
    return request;
  }

  function send(request: Request, node: Node): void {
    const operation = request.operation(request.attempt + 1);
    if (operation === undefined) return giveUp(request, 'it is not to be asked again');
    requests.delete(request.number);
    request.number = ++last;
    request.attempt++;
    request.at = node;
    requests.set(request.number, request);
    const where = typeof request.shard === 'number' ? request.shard : 'node';
    node.connection!.ask(request.number, where, operation);
  }

  function giveUp(request: Request, why: string): void {
    if (request.attempt > 0 && typeof request.shard === 'number') laneOf(request.shard).inDoubt = true;
    settle(request).reject(new UnavailableError(why));
  }

  function breakLane(shard: number, lane: Lane): void {
    if (lane.broken || closed) return;
    lane.broken = true;
    later(() => mend(shard, lane), RETRY_MS);
  }

  /** Everything that has not been answered goes again, in its order. */
  function mend(shard: number, lane: Lane): void {
    lane.broken = false;
    const now = performance.now();
    const due = [...lane.requests].filter(({ giveUpAt }) => giveUpAt < now);
    for (const request of due) giveUp(request, NO_ANSWER);
    const node = nodeOf(shard);
    if (lane.requests.size === 0) return;
    askViews();
    // Whoever asked hears first what was given up: some may not be asked again then.
    if (!node?.connection || !node.isAtWork || due.length > 0) return breakLane(shard, lane);
    for (const request of lane.requests) sendOne(request, node);
  }

  /** One that is no term fails alone: after a pause nobody else would hear of it. */
  function sendOne(request: Request, node: Node): void {
    try {
      send(request, node);
    } catch (error) {
      settle(request).reject(error as Error);
    }
  }

  function askViews(): void {
    for (const node of nodes) if (node.connection) askView(node);
  }

  function askView(node: Node): void {
    askNode(node, ['view']).then(
      ([, seen]) => look(node, viewOf(seen!)),
      () => {},
    );
  }

  function answer(number: number, value: readonly Term[]): void {
    const request = requests.get(number);
    if (!request) return;
    const [kind, code] = value;
    if (kind !== 'error') {
      if (typeof request.shard === 'number') endDoubt(request.attempt, laneOf(request.shard));
      return settle(request).resolve(value);
    }
    const { shard } = request;
    if ((code === 'unavailable' || code === 'not_primary') && typeof shard === 'number') {
      return breakLane(shard, laneOf(shard));
    }
    const why = `the mailbox answers: ${String(code)}`;
    settle(request).reject(passing.includes(String(code)) ? new UnavailableError(why) : new Error(why));
  }

  function endDoubt(attempt: number, lane: Lane): void {
    if (attempt > 1 || lane.inDoubt) tellUntold();
    lane.inDoubt = false;
  }

  let isToTell = false;
  function tellUntold(): void {
    if (isToTell || !options.onUntold) return;
    isToTell = true;
    later(() => {
      isToTell = false;
      options.onUntold?.();
    }, UNTOLD_MS);
  }

  function create(shard: number | Node, operation: Operation) {
    const { promise, resolve, reject } = Promise.withResolvers<readonly Term[]>();
    const giveUpAt = performance.now() + giveUpMs;
    const request: Request = { shard, operation, resolve, reject, giveUpAt, number: 0, attempt: 0 };
    return { request, promise };
  }

  function askNode(node: Node, operation: Term): Promise<readonly Term[]> {
    const { request, promise } = create(node, () => operation);
    send(request, node);
    return promise;
  }

  for (const node of nodes) open(node);
  return {
    ready: () => first,
    shards: () => shards,
    cellOf: cells.cellOf,
    ask(shard, operation) {
      if (closed) return Promise.reject(new UnavailableError('the mailbox has been closed'));
      const { request, promise } = create(shard, operation);
      const lane = laneOf(shard);
      lane.requests.add(request);
      const node = nodeOf(shard);
      if (!lane.broken && node?.connection) sendOne(request, node);
      else breakLane(shard, lane);
      return promise;
    },
    askNodes: operation =>
      Promise.all(nodes.filter(({ connection }) => connection).map(node => askNode(node, operation))),
    doubt: tellUntold,
    gauge(index, of = 'sum') {
      const values = nodes.map(({ gauges }) => gauges[index] ?? 0);
      return of === 'sum' ? values.reduce((sum, value) => sum + value, 0) : Math.max(0, ...values);
    },
    now: time.now,
    failure: () => (nodes.some(node => node.isAtWork) ? undefined : new Error('no node of the mailbox is at work')),
    close() {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
      // Those that wait for a node are in their lanes alone.
      const waiting = new Set([...requests.values(), ...[...lanes.values()].flatMap(lane => [...lane.requests])]);
      for (const request of waiting) request.reject(new UnavailableError('the mailbox has been closed'));
      for (const { connection } of nodes) connection?.close();
    },
  };
}
