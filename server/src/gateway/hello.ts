// The first frame: who is this, and where does it stand. Register, then drain, then live (D6).
import { type DeviceAddress, deviceKey, idBytes, type wire } from '@parley/protocol';
import type { InboxPosition } from '../messages/message-store.ts';
import type { Opening } from '../messages/messages.ts';
import type { Connection } from './connection.ts';
import { type Context, close, closeFailed, problem, writeFrame } from './context.ts';
import { startDrain } from './deliveries.ts';
import { register } from './registrations.ts';

type Opened = Extract<Opening, { kind: 'opened' }>;

export function onHello(context: Context, connection: Connection, hello: wire.Hello): void {
  connection.state = 'greeting';
  greet(context, connection, hello).catch(error =>
    closeFailed(context, connection, error, 'a connection could not be opened'),
  );
}

async function greet(context: Context, connection: Connection, hello: wire.Hello): Promise<void> {
  const device = await context.authenticate(hello.token);
  if (connection.state !== 'greeting') return;
  if (!device || !namesDevice(hello, device)) {
    problem(context, connection, 'unauthorized');
    return close(context, connection, 'unauthorized');
  }
  connection.device = device;
  connection.key = deviceKey(device.account, device.device);
  connection.connectionEpoch = hello.connectionEpoch;
  const opened = await context.messages.open(device, hello.connectionEpoch, resumeOf(hello));
  if (connection.state !== 'greeting') return;
  if (opened.kind === 'unknown_device') return close(context, connection, 'unlinked');
  if (opened.kind === 'stale_connection_epoch') return refuseEpoch(context, connection, opened.highest);
  if (!(await takeOver(context, connection))) return;
  context.greeting.delete(connection);
  context.log.debug({ device: connection.key, connectionEpoch: hello.connectionEpoch }, 'connected');
  welcome(context, connection, opened);
  startDrain(context, connection);
}

function namesDevice(hello: wire.Hello, { account, device }: DeviceAddress): boolean {
  return hello.device === device && Buffer.from(idBytes(account)).equals(hello.account);
}

function resumeOf({ resume }: wire.Hello): InboxPosition | undefined {
  return resume ? { inboxEpoch: resume.inboxEpoch ?? 0, seq: resume.cursor ?? 0 } : undefined;
}

function refuseEpoch(context: Context, connection: Connection, highest: number): void {
  problem(context, connection, 'stale_connection_epoch', undefined, highest);
  close(context, connection, 'stale_connection_epoch');
}

/** Makes this the device's connection, here and in `sessions`. False: a newer one was faster. */
async function takeOver(context: Context, connection: Connection): Promise<boolean> {
  const { key, connectionEpoch } = connection;
  const before = context.byDevice.get(key!);
  if (before && before.connectionEpoch > connectionEpoch) {
    refuseEpoch(context, connection, before.connectionEpoch);
    return false;
  }
  if (before) close(context, before, 'displaced');
  context.byDevice.set(key!, connection);
  const registered = await register(context, connection);
  if (connection.state !== 'greeting') return false;
  if (registered.kind === 'stale') {
    refuseEpoch(context, connection, registered.highest);
    return false;
  }
  return true;
}

function welcome(context: Context, connection: Connection, opened: Opened): void {
  const { limits } = context;
  const { inboxEpoch, cursor, queued } = opened;
  connection.inboxEpoch = inboxEpoch;
  connection.lastSent = cursor;
  connection.acked = cursor;
  connection.target = cursor;
  connection.heardAt = context.now;
  connection.state = 'draining';
  writeFrame(context, connection, {
    welcome: {
      serverTime: context.clock.now(),
      inboxEpoch,
      cursor,
      queued,
      ownListVersion: opened.listVersion,
      heartbeatMs: limits.heartbeatMs,
      gateway: context.id,
      privacyVersion: opened.privacyVersion,
      limits: {
        maxFrameBytes: limits.maxFrameBytes,
        maxCiphertextBytes: limits.maxCiphertextBytes,
        maxContentBytes: limits.maxContentBytes,
        maxParts: limits.maxParts,
        maxPendingSends: limits.maxPendingSends,
        sendsPerSecond: limits.sendsPerSecond,
        sendsBurst: limits.sendsBurst,
      },
    },
  });
}
