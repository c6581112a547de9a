// A gateway on the real store and service, on a free port, for the tests of this room.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type AccountId, type DeviceAddress, idBytes, type Limits, limits, SUBPROTOCOL, wire } from '@parley/protocol';
import pino from 'pino';
import { WebSocket } from 'ws';
import type { Presences } from '../accounts/presence.ts';
import { systemClock } from '../lib/clock.ts';
import type { Blocks } from '../messages/blocks.ts';
import { createMessages } from '../messages/message-service.ts';
import type { MessageStore, StoredRow } from '../messages/message-store.ts';
import { openSqliteMessageStore } from '../messages/message-store-sqlite.ts';
import type { MessageService, RosterAt } from '../messages/messages.ts';
import type { Signal } from '../messages/typing.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { createMemorySessions } from '../sessions/sessions-memory.ts';
import type { GatewayDeps } from './context.ts';
import type { Gateway } from './gateway.ts';
import { createGateway } from './gateway-server.ts';

export const alice: DeviceAddress = { account: 'a1'.repeat(16) as AccountId, device: 1 };
export const bob: DeviceAddress = { account: 'b0'.repeat(16) as AccountId, device: 1 };
export const carol: DeviceAddress = { account: 'c4'.repeat(16) as AccountId, device: 1 };

/** More people, for runs that many connections speed up. */
export const crowd: readonly DeviceAddress[] = Array.from({ length: 16 }, (_, n) => ({
  account: (16 + n).toString(16).repeat(16) as AccountId,
  device: 1,
}));
const everyone = [alice, bob, carol, ...crowd];

export interface TestGateway {
  readonly gateway: Gateway;
  readonly store: MessageStore;
  readonly url: string;
  /** Moves the gateway's clock and sweeps once. */
  advance(ms: number): void;
  connect(device: DeviceAddress, connectionEpoch: number, options?: ConnectOptions): Promise<TestDevice>;
  /** A socket that has said nothing yet. */
  open(): Promise<TestDevice>;
  stop(): Promise<void>;
}

export interface ConnectOptions {
  readonly resume?: { readonly inboxEpoch: number; readonly cursor: number };
  /** Acks what comes by itself; default true. */
  readonly acks?: boolean;
}

export interface TestOptions {
  readonly limits?: Partial<Limits>;
  readonly maxConnections?: number;
  readonly authenticate?: GatewayDeps['authenticate'];
  readonly sessions?: Sessions;
  readonly displaceAt?: GatewayDeps['displaceAt'];
  readonly isAnnounced?: () => boolean;
  readonly rosterAt?: RosterAt;
  readonly onStamped?: () => void;
  readonly blocks?: Blocks;
  /** Absent: everybody may see everybody, and nothing is kept. */
  readonly presences?: Partial<Presences>;
  readonly activeAt?: GatewayDeps['activeAt'];
  /** What the gateway talks to, made of the real service. */
  readonly around?: (messages: MessageService) => Partial<MessageService>;
  /** The hints that arrive, of those that were sent. */
  readonly hinted?: (rows: readonly StoredRow[], gateway: Gateway) => readonly StoredRow[];
}

export async function startTestGateway(options: TestOptions = {}): Promise<TestGateway> {
  const own: Limits = { ...limits, sendsPerSecond: 0, ...options.limits };
  const folder = mkdtempSync(join(tmpdir(), 'parley-gateway-'));
  let ahead = 0;
  const clock = { now: () => Date.now() + ahead, monotonic: () => performance.now() + ahead };
  const store = await openSqliteMessageStore({
    path: join(folder, 'messages.sqlite'),
    clock: systemClock,
    limits: own,
  });
  for (const { account, device } of everyone) await store.setDevices(account, 1, [device]);
  const { sessions = createMemorySessions(), hinted = rows => rows } = options;
  let gateway: Gateway | undefined;
  const hint: Gateway['hint'] = (name, rows) => gateway!.hint(name, hinted(rows, gateway!));
  const { rosterAt = () => undefined, onStamped = () => {}, blocks } = options;
  const signal: Signal = async (_, devices, frame) => gateway!.signal(devices, frame);
  const deps = {
    store,
    sessions,
    hints: { hint },
    signal,
    clock: systemClock,
    limits: own,
    rosterAt,
    onStamped,
    ...(blocks ? { blocks } : {}),
  };
  const messages = createMessages(deps);
  gateway = createGateway({
    id: 'g1',
    messages: { ...messages, ...options.around?.(messages) },
    sessions,
    displaceAt: options.displaceAt ?? (async () => {}),
    isAnnounced: options.isAnnounced ?? (() => true),
    presences: { keepSeen: async () => {}, lastSeen: async pairs => pairs.map(() => 0), ...options.presences },
    activeAt: options.activeAt ?? (async () => []),
    authenticate: options.authenticate ?? ownerOf,
    clock,
    limits: own,
    log: pino({ level: 'silent' }),
    maxConnections: options.maxConnections ?? 1_000,
  });
  const http = createServer().on('upgrade', gateway.upgrade).listen(0, '127.0.0.1');
  await new Promise(resolve => http.once('listening', resolve));
  const url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}/v1/socket`;
  return {
    gateway,
    store,
    url,
    advance(ms) {
      ahead += ms;
      gateway.sweep();
    },
    open: () => openSocket(url, true),
    connect: (...args) => connectTo(url, ...args),
    async stop() {
      await gateway.drain();
      http.closeAllConnections();
      http.close();
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** A gateway that stops with the test. */
export async function start(t: TestContext, options?: TestOptions): Promise<TestGateway> {
  const gateway = await startTestGateway(options);
  t.after(() => gateway.stop());
  return gateway;
}

export async function connectTo(
  url: string,
  device: DeviceAddress,
  connectionEpoch: number,
  { resume, acks = true }: ConnectOptions = {},
): Promise<TestDevice> {
  const connected = await openSocket(url, acks);
  connected.send({ hello: helloOf(device, connectionEpoch, resume) });
  await connected.next(frame => Boolean(frame.welcome));
  return connected;
}

export async function ownerOf(token: Uint8Array): Promise<DeviceAddress | undefined> {
  return everyone.find(device => Buffer.from(tokenOf(device)).equals(token));
}

/** Any 32 bytes do: who holds which token is the accounts room's business. */
export function tokenOf({ account, device }: DeviceAddress): Uint8Array {
  return Buffer.concat([idBytes(account), Buffer.alloc(16, device)]);
}

export function helloOf(
  device: DeviceAddress,
  connectionEpoch: number,
  resume?: ConnectOptions['resume'],
): wire.Hello.$Properties {
  return {
    token: tokenOf(device),
    account: idBytes(device.account),
    device: device.device,
    connectionEpoch,
    ...(resume ? { resume } : {}),
  };
}

export interface TestDevice {
  readonly socket: WebSocket;
  /** Every frame so far. */
  readonly frames: wire.ServerFrame[];
  readonly closed: Promise<number>;
  send(frame: wire.ClientFrame.$Properties): void;
  /** The first frame, of those already here or to come, that fits. Rejects when the connection ends before. */
  next(fits: (frame: wire.ServerFrame) => boolean): Promise<wire.ServerFrame>;
  delivered(): number[];
}

async function openSocket(url: string, acks: boolean): Promise<TestDevice> {
  const socket = new WebSocket(url, SUBPROTOCOL);
  const frames: wire.ServerFrame[] = [];
  const waiting = new Set<() => void>();
  let code: number | undefined;
  const send = (frame: wire.ClientFrame.$Properties): void => socket.send(wire.ClientFrame.encode(frame).finish());
  const closed = new Promise<number>(resolve => {
    socket.on('close', closeCode => {
      code = closeCode;
      for (const check of [...waiting]) check();
      resolve(closeCode);
    });
  });
  socket.on('message', data => {
    const frame = wire.ServerFrame.decode(data as Buffer) as wire.ServerFrame;
    frames.push(frame);
    const { deliver } = frame;
    if (deliver && acks) send({ ack: { inboxEpoch: deliver.inboxEpoch ?? 0, upTo: deliver.seq ?? 0 } });
    for (const check of [...waiting]) check();
  });
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  return {
    socket,
    frames,
    closed,
    send,
    next: fits =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          const frame = frames.find(fits);
          if (!frame && code === undefined) return;
          waiting.delete(check);
          if (frame) resolve(frame);
          else reject(new Error(`closed with ${code} before the frame came`));
        };
        waiting.add(check);
        check();
      }),
    delivered: () => frames.flatMap(({ deliver }) => (deliver ? [deliver.seq ?? 0] : [])),
  };
}

let nextId = 0;

/** A Send with one opaque part, and an id that says which it is. */
export function sendTo(
  to: DeviceAddress,
  more: Partial<wire.Send.$Properties> & { bytes?: number } = {},
): wire.Send.$Properties {
  const { bytes = 20, ...fields } = more;
  return {
    id: numberedId(++nextId),
    to: idBytes(to.account),
    toListVersion: 1,
    ownListVersion: 1,
    parts: [{ device: to.device, ciphertext: { kind: 1, data: new Uint8Array(bytes).fill(7) } }],
    ...fields,
  };
}

export function numberedId(n: number): Uint8Array {
  const id = Buffer.alloc(16);
  id.writeUInt32BE(n, 12);
  return id;
}

export function numberOf(id: Uint8Array | null | undefined): number {
  return id && id.length === 16 ? Buffer.from(id).readUInt32BE(12) : -1;
}

/** Numbers of the messages a device was given, in order; receipts not among them. */
export function messagesOf(device: TestDevice): number[] {
  return device.frames.flatMap(frame => {
    const envelope = envelopeOf(frame);
    return envelope?.message ? [numberOf(envelope.id)] : [];
  });
}

export function numbers(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

type Fits = (frame: wire.ServerFrame) => boolean;

export const isSent =
  (n: number): Fits =>
  frame =>
    numberOf(frame.sent?.id) === n;
export const isRefused =
  (n: number): Fits =>
  frame =>
    numberOf(frame.refused?.id) === n;
export const isLive: Fits = frame => Boolean(frame.live);
export const isPong =
  (nonce: number): Fits =>
  frame =>
    frame.pong?.nonce === nonce;
export const isDelivered =
  (n: number): Fits =>
  frame =>
    numberOf(envelopeOf(frame)?.id) === n;
export const isReceipt: Fits = frame => Boolean(envelopeOf(frame)?.delivered);

export function envelopeOf({ deliver }: wire.ServerFrame): wire.Envelope | undefined {
  return deliver ? (wire.Envelope.decode(deliver.envelope ?? new Uint8Array()) as wire.Envelope) : undefined;
}

/** Waits until the frame before has been dealt with. */
export async function roundTrip(device: TestDevice): Promise<void> {
  const nonce = ++nextNonce;
  device.send({ ping: { nonce } });
  await device.next(isPong(nonce));
}

let nextNonce = 1_000_000;
