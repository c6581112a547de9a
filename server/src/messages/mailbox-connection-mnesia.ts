// One connection to a node of the mailbox: both sides prove that they know the secret, then requests and answers pass in
// any order. What is asked in one turn of the event loop leaves in one write.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Limits } from '@parley/protocol';
import { decodeTerm, encodeItem, encodeItems, encodeTerm, type Term } from '../lib/etf.ts';

export interface MailboxAddress {
  readonly host: string;
  readonly port: number;
  /** Nodes of one number are a cell, which has shards of its own; 0, when not said. */
  readonly cell?: number;
}

/** What a node says of its cell: its shard `n` is at work at `members[n % members.length]`. */
export interface MailboxView {
  readonly number: number;
  /** The node that says so. */
  readonly node: string;
  readonly members: readonly string[];
  /** Of each shard the number under which the cell has it at work; 0: it has not. */
  readonly owned: readonly number[];
}

export interface MailboxConnection {
  /** @throws {TypeError} the operation is no term */
  ask(number: number, where: number | 'node', operation: Term): void;
  close(): void;
}

export interface ConnectionDeps {
  readonly address: MailboxAddress;
  readonly secret: string;
  /** PEM of the authority that has signed the nodes' certificates: TLS. Undefined: none. */
  readonly ca?: string | undefined;
  readonly limits: Limits | undefined;
  onWelcome(shards: number, view: MailboxView, gauges: readonly number[]): void;
  onAnswer(number: number, value: readonly Term[]): void;
  onGauges(gauges: readonly number[]): void;
  onClosed(error?: Error): void;
}

const VERSION = 1;
const MAX_FRAME_BYTES = 32 * 1024 * 1024;
/** A frame is ended when it has so much. */
const FULL_FRAME_BYTES = 4 * 1024 * 1024;
const HELLO_MS = 5_000;
const NOT_WELCOME = 'the mailbox has hung up instead of a welcome: it has another secret, or is in another version';

export function openMailboxConnection(deps: ConnectionDeps): MailboxConnection {
  const { secret, limits } = deps;
  const limitsTerm = limits ? termOfLimits(limits) : 'none';
  const socket = openSocket(deps);
  let asked: Buffer[] = [];
  let bytes = 0;
  let greeted: 'no' | 'proved' | 'yes' = 'no';
  let expected: Buffer | undefined;

  function hello(frame: readonly Term[]): void {
    const [kind, version, nonce] = frame;
    if (kind !== 'hello' || version !== VERSION) throw new Error('the mailbox speaks another version');
    const own = randomBytes(32);
    expected = proof(secret, 'server', nonce as Buffer, own);
    greeted = 'proved';
    const answer: Term = ['hello', VERSION, own, proof(secret, 'client', nonce as Buffer, own), limitsTerm];
    writeFrame(socket, [encodeTerm(answer)]);
  }

  function welcome(frame: readonly Term[]): void {
    const [kind, theirs, shards, view, gauges] = frame;
    if (kind !== 'welcome' || !timingSafeEqual(theirs as Buffer, expected!))
      throw new Error('the mailbox has another secret');
    greeted = 'yes';
    socket.setTimeout(0);
    deps.onWelcome(shards as number, viewOf(view!), gauges as number[]);
  }

  function onFrame(frame: readonly Term[]): void {
    if (greeted === 'no') return hello(frame);
    if (greeted === 'proved') return welcome(frame);
    const [, answers, gauges] = frame;
    deps.onGauges(gauges as number[]);
    for (const answer of itemsOf(answers!)) {
      const [number, value] = answer as [number, readonly Term[]];
      deps.onAnswer(number, value);
    }
  }

  function flush(): void {
    if (asked.length > 0 && !socket.destroyed) writeFrame(socket, encodeItems(asked));
    asked = [];
    bytes = 0;
  }

  let failure: Error | undefined;
  socket.setTimeout(HELLO_MS, () => socket.destroy(new Error('the mailbox did not say hello')));
  socket.on(
    'data',
    createFrames(onFrame, error => socket.destroy(error)),
  );
  socket.on('error', error => {
    failure = error;
  });
  socket.on('close', () => deps.onClosed(failure ?? (greeted === 'yes' ? undefined : new Error(NOT_WELCOME))));
  return {
    ask(number, where, operation) {
      const item = encodeItem([number, where, operation]);
      if (asked.length === 0) queueMicrotask(flush);
      asked.push(item);
      bytes += item.length;
      if (bytes >= FULL_FRAME_BYTES) flush();
    },
    close: () => void socket.destroy(),
  };
}

/** In TLS nothing is said or heard before the node has shown its certificate. */
function openSocket({ address: { host, port }, ca }: ConnectionDeps): Socket {
  const options = { host, port, noDelay: true, keepAlive: true };
  if (ca === undefined) return connect(options);
  return connectTls({ ...options, ca, minVersion: 'TLSv1.3', ...(isIP(host) ? {} : { servername: host }) });
}

export const itemsOf = (term: Term): readonly Term[] => (term as { list: readonly Term[] }).list;

export function viewOf(term: Term): MailboxView {
  const [number, node, members, owned] = term as [number, Buffer, Term, Buffer];
  const names = itemsOf(members).map(String);
  return { number, node: node.toString(), members: names, owned: numbersOf(owned) };
}

const numbersOf = (bytes: Buffer): number[] =>
  Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readUInt32BE(i * 4));

function termOfLimits(limits: Limits): Term {
  const { maxInboxRows, maxInboxBytes, maxSenderShare, maxIdsPerReceipt, maxGroupOutboxRows, maxTimeAheadMs } = limits;
  return [maxInboxRows, maxInboxBytes, maxSenderShare, maxIdsPerReceipt, maxGroupOutboxRows, maxTimeAheadMs];
}

function proof(secret: string, side: 'client' | 'server', server: Uint8Array, client: Uint8Array): Buffer {
  return createHmac('sha256', secret).update(side).update(server).update(client).digest();
}

function writeFrame(socket: Socket, parts: readonly Buffer[]): void {
  const head = Buffer.allocUnsafe(4);
  head.writeUInt32BE(parts.reduce((sum, { length }) => sum + length, 0));
  socket.write(Buffer.concat([head, ...parts]));
}

function createFrames(onFrame: (frame: readonly Term[]) => void, onError: (error: Error) => void) {
  let parts: Buffer[] = [];
  let length = 0;
  let wanted = 4;
  let inHead = true;
  return (chunk: Buffer): void => {
    parts.push(chunk);
    length += chunk.length;
    if (length < wanted) return;
    let bytes = parts.length === 1 ? chunk : Buffer.concat(parts, length);
    try {
      while (bytes.length >= wanted) {
        const part = bytes.subarray(0, wanted);
        bytes = bytes.subarray(wanted);
        inHead = !inHead;
        if (inHead) onFrame(decodeTerm(part) as readonly Term[]);
        wanted = inHead ? 4 : part.readUInt32BE();
        if (wanted > MAX_FRAME_BYTES) throw new Error('the mailbox sends too large a frame');
      }
    } catch (error) {
      onError(error as Error);
    }
    parts = [bytes];
    length = bytes.length;
  };
}
