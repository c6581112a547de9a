// A server in memory for tests of the client: it speaks the frames and routes, loses and delays what a test tells it to,
// and checks nothing that the client is trusted with. The real server is used in tests/sdk.
import {
  closeTable,
  type DeviceAddress,
  type DeviceKey,
  deviceKey,
  limits,
  parseDeviceKey,
  wire,
} from '@parley/protocol';
import type { Clock } from '../clock.ts';
import type { Pipe, PipeEvents, Transport } from '../connection/transport.ts';
import { createFakeAccounts, type FakeAccounts } from './fake-accounts.ts';
import { createFakeGroups, type FakeGroups } from './fake-groups.ts';
import { createFakeInboxes, type FakeInboxes, refusal } from './fake-inboxes.ts';

export interface FakeServer {
  readonly url: string;
  readonly transport: Transport;
  readonly accounts: FakeAccounts;
  readonly inboxes: FakeInboxes;
  readonly groups: FakeGroups;
  /** Frames of clients that were taken in, in order. */
  readonly frames: { readonly device: DeviceAddress; readonly frame: wire.ClientFrame }[];
  /** Sees each frame of a client; 'drop' loses it, a frame is the answer instead. */
  onClientFrame: (frame: wire.ClientFrame, device: DeviceAddress) => 'drop' | wire.ServerFrame.$Properties | undefined;
  /** Sees each frame to a client; 'drop' loses it. */
  onServerFrame: (frame: wire.ServerFrame.$Properties, device: DeviceAddress) => 'drop' | undefined;
  /** Sends a frame to a connected device. */
  tell(device: DeviceAddress, frame: wire.ServerFrame.$Properties): void;
  /** Breaks connections: of one device, or all. */
  cut(code?: number, device?: DeviceAddress): void;
  /** False: no connection comes about. */
  reachable: boolean;
  connections(): number;
}

interface Connection {
  device: DeviceAddress | undefined;
  readonly events: PipeEvents;
  readonly refusedRuns: Map<string, number>;
  live: boolean;
}

export function createFakeServer(clock: Pick<Clock, 'now'>): FakeServer {
  const accounts = createFakeAccounts();
  const connections = new Set<Connection>();
  const epochs = new Map<DeviceKey, number>();
  const connectionOf = ({ account, device }: DeviceAddress) =>
    [...connections].find(each => each.device?.account === account && each.device.device === device);
  const inboxes = createFakeInboxes(accounts.devicesOf, (device, seq, envelope) => {
    const connection = connectionOf(device);
    if (connection?.live) emit(connection, { deliver: { inboxEpoch: inboxes.of(device).epoch, seq, envelope } });
  });

  const groups = createFakeGroups({ devicesOf: accounts.devicesOf, append: inboxes.append, now: () => clock.now() });
  accounts.groups = (device, ...request) => groups.answer(parseDeviceKey(device).account, ...request);

  function emit(connection: Connection, frame: wire.ServerFrame.$Properties): void {
    if (connection.device && server.onServerFrame(frame, connection.device) === 'drop') return;
    const message = wire.ServerFrame.encode(frame).finish();
    setImmediate(() => connections.has(connection) && connection.events.received(message));
  }

  function end(connection: Connection, code: number): void {
    if (!connections.delete(connection)) return;
    setImmediate(() => connection.events.closed(code));
  }

  function hello(connection: Connection, { token, connectionEpoch, resume }: wire.Hello): void {
    const key = accounts.deviceOf(token);
    if (!key) return end(connection, closeTable.unauthorized.code);
    const highest = epochs.get(key) ?? 0;
    const device = parseDeviceKey(key);
    if (connectionEpoch <= highest) {
      emit(connection, { problem: { error: { code: 'stale_connection_epoch' }, connectionEpoch: highest } });
      setImmediate(() => end(connection, closeTable.stale_connection_epoch.code));
      return;
    }
    epochs.set(key, connectionEpoch);
    const displaced = connectionOf(device);
    if (displaced) end(displaced, closeTable.displaced.code);
    connection.device = device;
    const inbox = inboxes.of(device);
    if (resume?.inboxEpoch === inbox.epoch) inboxes.ack(device, resume.cursor ?? 0, clock.now());
    emit(connection, { welcome: welcome(device) });
    for (const { seq, envelope } of inbox.rows)
      emit(connection, { deliver: { inboxEpoch: inbox.epoch, seq, envelope } });
    emit(connection, { live: { inboxEpoch: inbox.epoch, upTo: inbox.lastSeq } });
    connection.live = true;
  }

  function welcome(device: DeviceAddress): wire.Welcome.$Properties {
    const { epoch, cursor, rows } = inboxes.of(device);
    const { maxContentBytes, maxPendingSends, heartbeatMs } = limits;
    return {
      serverTime: clock.now(),
      inboxEpoch: epoch,
      cursor,
      queued: rows.length,
      ownListVersion: accounts.devicesOf(device.account)?.version ?? 0,
      heartbeatMs,
      limits: { maxContentBytes, maxPendingSends },
    };
  }

  function received(connection: Connection, message: Uint8Array): void {
    const frame = wire.ClientFrame.decode(message) as wire.ClientFrame;
    const { device } = connection;
    if (!device) return frame.hello ? hello(connection, frame.hello as wire.Hello) : undefined;
    const instead = server.onClientFrame(frame, device);
    if (instead === 'drop') return;
    server.frames.push({ device, frame });
    if (instead) {
      if (instead.refused) endRun(connection, frame.send as wire.Send);
      return emit(connection, instead);
    }
    if (frame.send) emit(connection, send(connection, device, frame.send as wire.Send));
    if (frame.sendGroup) emit(connection, sendGroup(connection, device, frame.sendGroup as wire.SendGroup));
    if (frame.ack) inboxes.ack(device, frame.ack.upTo ?? 0, clock.now());
    if (frame.ping) emit(connection, { pong: { nonce: frame.ping.nonce ?? 0 } });
  }

  function send(connection: Connection, device: DeviceAddress, frame: wire.Send): wire.ServerFrame.$Properties {
    if (frame.run <= (connection.refusedRuns.get(String(frame.to)) ?? -1)) return refusal(frame.id, 'retry_from', true);
    const answer = inboxes.send(device, frame, clock.now());
    if (answer.refused) endRun(connection, frame);
    return answer;
  }

  function sendGroup(
    connection: Connection,
    device: DeviceAddress,
    frame: wire.SendGroup,
  ): wire.ServerFrame.$Properties {
    const key = String(frame.group);
    if (frame.run <= (connection.refusedRuns.get(key) ?? -1)) return refusal(frame.id, 'retry_from', true);
    const answer = groups.send(device, frame);
    if (answer.refused) connection.refusedRuns.set(key, frame.run);
    return answer;
  }

  function endRun(connection: Connection, frame: wire.Send): void {
    connection.refusedRuns.set(String(frame.to), frame.run);
  }

  const server: FakeServer = {
    url: 'http://fake.test',
    accounts,
    inboxes,
    groups,
    frames: [],
    reachable: true,
    onClientFrame: () => undefined,
    onServerFrame: () => undefined,
    transport: {
      open(_url, _subprotocol, events): Pipe {
        const connection: Connection = { device: undefined, events, refusedRuns: new Map(), live: false };
        if (server.reachable) {
          connections.add(connection);
          setImmediate(() => connections.has(connection) && events.opened());
        } else setImmediate(() => events.closed(1006));
        return {
          send: message => setImmediate(() => connections.has(connection) && received(connection, message)),
          close: () => void connections.delete(connection),
        };
      },
    },
    tell(device, frame) {
      const connection = connectionOf(device);
      if (connection) emit(connection, frame);
    },
    cut(code = 1006, device) {
      for (const connection of [...connections]) {
        const { device: its } = connection;
        if (!device || (its && deviceKey(its.account, its.device) === deviceKey(device.account, device.device))) {
          end(connection, code);
        }
      }
    },
    connections: () => connections.size,
  };
  return server;
}
