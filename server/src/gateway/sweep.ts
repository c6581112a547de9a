// What happens to connections by time alone: heartbeats, time-outs and the slow poll. One pass over all of them, so that
// an idle connection needs no timer of its own.
import { type DeviceAddress, deviceKey } from '@parley/protocol';
import type { Connection } from './connection.ts';
import { type Context, close, cut, write } from './context.ts';
import { startDrain } from './deliveries.ts';
import { encodeFrame } from './frames.ts';

const POLL_CHUNK = 1_000;

export function sweepConnections(context: Context): void {
  context.now = context.clock.monotonic();
  for (const connection of context.all) sweepOne(context, connection);
}

function sweepOne(context: Context, connection: Connection): void {
  const { limits, now } = context;
  const silentMs = now - connection.heardAt;
  if (connection.state === 'new' || connection.state === 'greeting') {
    if (silentMs > limits.helloTimeoutMs) close(context, connection, 'hello_timeout');
    return;
  }
  // A peer that we stopped reading from can't be heard.
  if (silentMs > limits.deadPeerMs && !connection.paused) return cut(context, connection, 'heartbeat_missed');
  if (connection.queueLongSince > 0) {
    if (connection.transport.queuedBytes() <= limits.softSendQueueBytes) connection.queueLongSince = 0;
    else if (now - connection.queueLongSince > limits.slowReaderMs) return cut(context, connection, 'slow_reader');
  }
  askForAck(context, connection);
}

/** D11: what was delivered and stays unacked may never have arrived. */
function askForAck(context: Context, connection: Connection): void {
  const { limits, now } = context;
  if (connection.unackedSince === 0 || now - connection.unackedSince < limits.hintUnackedMs) return;
  if (connection.askedAt === 0) {
    connection.askedAt = now;
    write(context, connection, encodeFrame({ ping: { nonce: 0 } }));
  } else if (now - connection.askedAt > limits.hintUnackedMs) {
    cut(context, connection, 'heartbeat_missed');
  }
}

/** D11: finds devices whose hints got lost, and sends them what waits. */
export async function slowPoll(context: Context): Promise<void> {
  const idle: DeviceAddress[] = [];
  for (const connection of context.byDevice.values()) {
    if (connection.state === 'live' && connection.acked === connection.lastSent) idle.push(connection.device!);
  }
  for (let start = 0; start < idle.length; start += POLL_CHUNK) {
    const behind = await context.messages.hasMore(idle.slice(start, start + POLL_CHUNK));
    for (const { account, device } of behind) {
      const connection = context.byDevice.get(deviceKey(account, device));
      if (connection?.state !== 'live' || connection.acked !== connection.lastSent) continue;
      context.counts.slowPollFinds++;
      startDrain(context, connection);
    }
  }
}
