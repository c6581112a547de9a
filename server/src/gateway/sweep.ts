// What happens to connections by time alone: heartbeats, time-outs and the slow poll. One pass over all of them, so that
// an idle connection needs no timer of its own.
import { type DeviceAddress, deviceKey } from '@parley/protocol';
import type { Connection } from './connection.ts';
import { type Context, close, coarseTime, cut, writeFrame } from './context.ts';
import { onWritten, startDrain } from './deliveries.ts';
import { sweepPresence } from './presence.ts';
import { keepRegistered } from './registrations.ts';

const SWEEP_MS = 1_000;
/** Devices in one sweep that push is told of: a network that fails takes many along. */
const MAX_REMINDED = 500;
/** Devices asked for at once. */
const POLL_CHUNK = 1_000;

/** Returns what stops it. */
export function startSweeping(context: Context): () => void {
  const timer = setInterval(sweep, SWEEP_MS, context);
  timer.unref();
  return () => clearInterval(timer);
}

export function sweep(context: Context): void {
  context.now = coarseTime(context.clock);
  for (const connection of context.all) sweepOne(context, connection);
  keepRegistered(context);
  sweepPresence(context);
  remindUnseen(context);
  lookAtAll(context);
}

/** D11: what hints do not find now, because a device is not registered, is looked for once more when they do again. */
function lookAtAll(context: Context): void {
  const { registrations, isAnnounced, limits } = context;
  const isUnsure = registrations.due.size > 0 || isAnnounced?.() === false;
  context.lookSoon ||= isUnsure;
  const isLooking = context.lookSoon;
  if (context.now - context.polledAt < (isLooking ? limits.fastPollMs : limits.slowPollMs)) return;
  context.polledAt = context.now;
  context.lookSoon = isUnsure;
  slowPoll(context, isLooking).catch(error => {
    context.lookSoon ||= isLooking;
    context.log.error({ error }, 'the slow poll failed');
  });
}

function sweepOne(context: Context, connection: Connection): void {
  const { limits, now } = context;
  if (connection.state === 'new' || connection.state === 'greeting') {
    if (now - connection.heardAt > limits.helloTimeoutMs) close(context, connection, 'hello_timeout');
    return;
  }
  // Any byte is a sign of life: a large frame over a slow link takes longer than a heartbeat.
  const bytesRead = connection.transport.bytesRead();
  if (bytesRead !== connection.bytesRead) {
    connection.bytesRead = bytesRead;
    connection.heardAt = now;
  }
  // A peer that we stopped reading from can't be heard.
  if (now - connection.heardAt > limits.deadPeerMs && !connection.paused) {
    return cut(context, connection, 'heartbeat_missed');
  }
  if (connection.queueLongSince > 0) sweepLongQueue(context, connection);
  askForAck(context, connection);
}

function sweepLongQueue(context: Context, connection: Connection): void {
  const { limits, now } = context;
  // The socket says that it has been written out only where its own mark was passed, which a small soft mark may not.
  if (connection.transport.queuedBytes() <= limits.softSendQueueBytes) onWritten(context, connection);
  else if (now - connection.queueLongSince > limits.slowReaderMs) cut(context, connection, 'slow_reader');
}

/** D11: what was delivered and stays unacked may never have arrived. */
function askForAck(context: Context, connection: Connection): void {
  const { limits, now } = context;
  if (connection.unackedSince === 0 || now - connection.unackedSince < limits.hintUnackedMs) return;
  if (connection.askedAt === 0) {
    connection.askedAt = now;
    writeFrame(context, connection, { ping: { nonce: 0 } });
  } else if (now - connection.askedAt > limits.hintUnackedMs) {
    cut(context, connection, 'heartbeat_missed');
  }
}

/** D11: whoever has not come back by now has perhaps not been there for a while. In the order in which they went. */
function remindUnseen({ unseen, byDevice, messages, limits, now, log }: Context): void {
  let reminded = 0;
  for (const [key, { device, since }] of unseen) {
    if (now - since < limits.hintUnackedMs || reminded >= MAX_REMINDED) return;
    unseen.delete(key);
    if (byDevice.has(key)) continue;
    reminded++;
    messages.remind(device).catch(error => log.warn({ error }, 'push could not be told of a device that is gone'));
  }
}

/** D11: finds devices whose hints got lost, and sends them what waits. `all`: also those that have not acked everything yet. */
async function slowPoll(context: Context, all: boolean): Promise<void> {
  const idle: DeviceAddress[] = [];
  for (const connection of context.byDevice.values()) {
    if (isIdle(connection)) idle.push(connection.device!);
    else if (all && connection.state === 'live') startDrain(context, connection);
  }
  for (let start = 0; start < idle.length; start += POLL_CHUNK) {
    const behind = await context.messages.hasMore(idle.slice(start, start + POLL_CHUNK));
    for (const { account, device } of behind) {
      const connection = context.byDevice.get(deviceKey(account, device));
      if (!connection || !isIdle(connection)) continue;
      context.counts.slowPollFinds++;
      startDrain(context, connection);
    }
  }
}

function isIdle({ state, unackedSince, held }: Connection): boolean {
  return state === 'live' && unackedSince === 0 && held === undefined;
}
