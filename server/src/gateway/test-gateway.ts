// A gateway on the real store and service, on a free port, for the tests of this room.
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AccountId, type DeviceAddress, idBytes, type Limits, limits, SUBPROTOCOL, wire } from '@parley/protocol';
import pino from 'pino';
import { WebSocket } from 'ws';
import { systemClock } from '../lib/clock.ts';
import { createMessages } from '../messages/message-service.ts';
import type { MessageStore } from '../messages/message-store.ts';
import { openSqliteMessageStore } from '../messages/message-store-sqlite.ts';
import { createMemorySessions } from '../sessions/sessions-memory.ts';
import type { GatewayDeps } from './context.ts';
import type { Gateway } from './gateway.ts';
import { createGateway } from './gateway-server.ts';

export const alice: DeviceAddress = { account: 'a1'.repeat(16) as AccountId, device: 1 };
export const bob: DeviceAddress = { account: 'b0'.repeat(16) as AccountId, device: 1 };
export const carol: DeviceAddress = { account: 'c4'.repeat(16) as AccountId, device: 1 };

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

export async function startTestGateway(
  changed: Partial<Limits> = {},
  more: Partial<GatewayDeps> = {},
): Promise<TestGateway> {
  const own: Limits = { ...limits, sendsPerSecond: 0, ...changed };
  const folder = mkdtempSync(join(tmpdir(), 'parley-gateway-'));
  let ahead = 0;
  const clock = { now: () => Date.now() + ahead, monotonic: () => performance.now() + ahead };
  const store = await openSqliteMessageStore({
    path: join(folder, 'messages.sqlite'),
    clock: systemClock,
    limits: own,
  });
  for (const { account, device } of [alice, bob, carol]) await store.setDevices(account, 1, [device]);
  const sessions = createMemorySessions();
  let gateway: Gateway | undefined;
  const hints = { hint: (name: string, rows: Parameters<Gateway['hint']>[1]) => gateway!.hint(name, rows) };
  const messages = createMessages({ store, sessions, hints, clock: systemClock, limits: own });
  gateway = createGateway({
    id: 'g1',
    messages,
    sessions,
    authenticate: async token => [alice, bob, carol].find(device => Buffer.from(tokenOf(device)).equals(token)),
    clock,
    limits: own,
    log: pino({ level: 'silent' }),
    ...more,
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
    async connect(device, connectionEpoch, { resume, acks = true } = {}) {
      const connected = await openSocket(url, acks);
      connected.send({ hello: helloOf(device, connectionEpoch, resume) });
      await connected.next(frame => frame.welcome !== null && frame.welcome !== undefined);
      return connected;
    },
    async stop() {
      await gateway.drain();
      http.close();
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
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
  return device.frames.flatMap(({ deliver }) => {
    const envelope = deliver && wire.Envelope.decode(deliver.envelope ?? new Uint8Array());
    return envelope?.message ? [numberOf(envelope.id)] : [];
  });
}
