// The first frame: who is this, and where does it stand. Register, then drain, then live (D6).
import { accountIdFrom, deviceKey, type wire } from '@parley/protocol';
import type { OpenResult } from '../messages/message-store.ts';
import type { Connection } from './connection.ts';
import { type Context, close, problem, write } from './context.ts';
import { startDrain } from './deliveries.ts';
import { encodeFrame } from './frames.ts';

type Opened = Extract<OpenResult, { kind: 'opened' }>;

export function onHello(context: Context, connection: Connection, hello: wire.Hello): void {
  connection.state = 'greeting';
  greet(context, connection, hello).catch(error => {
    context.log.error({ error }, 'a connection could not be opened');
    close(context, connection, 'internal');
  });
}

async function greet(context: Context, connection: Connection, hello: wire.Hello): Promise<void> {
  const device = await context.authenticate(hello.token);
  if (connection.state !== 'greeting') return;
  if (!device || !namesDevice(hello, device)) {
    problem(context, connection, 'unauthorized');
    return close(context, connection, 'unauthorized');
  }
  const resume = hello.resume && {
    inboxEpoch: hello.resume.inboxEpoch ?? 0,
    seq: hello.resume.cursor ?? 0,
  };
  const opened = await context.messages.open(device, hello.connectionEpoch, resume ?? undefined);
  if (connection.state !== 'greeting') return;
  if (opened.kind === 'unknown_device') return close(context, connection, 'unlinked');
  if (opened.kind === 'stale_connection_epoch') return refuseEpoch(context, connection, opened.highest);
  connection.device = device;
  connection.key = deviceKey(device.account, device.device);
  connection.connectionEpoch = hello.connectionEpoch;
  if (!(await takeOver(context, connection))) return;
  goOn(context, connection, opened);
}

function namesDevice(hello: wire.Hello, device: { account: string; device: number }): boolean {
  return (
    hello.account.length === 16 && accountIdFrom(hello.account) === device.account && hello.device === device.device
  );
}

function refuseEpoch(context: Context, connection: Connection, highest: number): void {
  problem(context, connection, 'stale_connection_epoch', undefined, highest);
  close(context, connection, 'stale_connection_epoch');
}

/** Makes this the device's connection, here and in `sessions`. False: a newer one was faster. */
async function takeOver(context: Context, connection: Connection): Promise<boolean> {
  const { key, device, connectionEpoch } = connection;
  const before = context.byDevice.get(key!);
  if (before && before.connectionEpoch > connectionEpoch) {
    refuseEpoch(context, connection, before.connectionEpoch);
    return false;
  }
  if (before) close(context, before, 'displaced');
  context.byDevice.set(key!, connection);
  const registered = await context.sessions.register(device!, { gateway: context.id, connectionEpoch });
  if (connection.state !== 'greeting') return false;
  if (registered.kind === 'stale') {
    refuseEpoch(context, connection, registered.highest);
    return false;
  }
  return true;
}

function goOn(context: Context, connection: Connection, opened: Opened): void {
  const { limits } = context;
  connection.inboxEpoch = opened.inboxEpoch;
  connection.lastSent = opened.cursor;
  connection.acked = opened.cursor;
  connection.target = opened.cursor;
  connection.heardAt = context.now;
  connection.state = 'draining';
  write(
    context,
    connection,
    encodeFrame({
      welcome: {
        serverTime: context.clock.now(),
        inboxEpoch: opened.inboxEpoch,
        cursor: opened.cursor,
        queued: opened.queued,
        ownListVersion: opened.listVersion,
        heartbeatMs: limits.heartbeatMs,
        gateway: context.id,
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
    }),
  );
  startDrain(context, connection);
}
