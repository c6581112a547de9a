import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { deviceKey, SUBPROTOCOL, wire } from '@parley/protocol';
import { type Connection, createConnection, isOpen } from './connection.ts';
import { type Context, close, forget, type GatewayDeps, problem, write } from './context.ts';
import { onAck, onHints, onWritten } from './deliveries.ts';
import { encodeFrame } from './frames.ts';
import type { Gateway, GatewayStats } from './gateway.ts';
import { onHello } from './hello.ts';
import { onSend } from './sends.ts';
import { slowPoll, sweepConnections } from './sweep.ts';
import { createWsTransport } from './transport-ws.ts';

const SWEEP_MS = 1_000;
/** Sends in flight are answered within a flush or two; a gateway that is asked to go does not wait longer than this. */
const DRAIN_TURNS = 500;
const DEFAULT_MAX_CONNECTIONS = 50_000;

export function createGateway(deps: GatewayDeps): Gateway {
  const context: Context = {
    ...deps,
    byDevice: new Map(),
    all: new Set(),
    counts: {
      framesIn: 0,
      framesOut: 0,
      delivered: 0,
      gaps: 0,
      drains: 0,
      slowPollFinds: 0,
      refusedConnections: 0,
      closes: {},
    },
    now: deps.clock.monotonic(),
    leaving: false,
  };
  const accept = createWsTransport<Connection>(deps.limits.maxFrameBytes, {
    onOpen(transport) {
      const connection = createConnection(transport, context.now);
      context.all.add(connection);
      return connection;
    },
    onFrame: (connection, frame) => onFrame(context, connection, frame),
    onText: connection => {
      problem(context, connection, 'bad_frame', 'Frames are binary messages, not text.');
      close(context, connection, 'bad_frame');
    },
    onWritten: connection => onWritten(context, connection),
    onClosed: connection => forget(context, connection),
  });
  const stopSweeping = startSweeping(context);

  return {
    upgrade: (request, socket, head) => upgrade(context, accept, request, socket, head),
    hint: (_gateway, rows) => Promise.resolve(onHints(context, rows)),
    disconnect({ account, device }, reason) {
      const connection = context.byDevice.get(deviceKey(account, device));
      if (connection) close(context, connection, reason);
    },
    sweep: () => sweepConnections(context),
    async drain() {
      await leave(context);
      stopSweeping();
    },
    stats: () => statsOf(context),
  };
}

function startSweeping(context: Context): () => void {
  let lastPollAt = context.now;
  const timer = setInterval(() => {
    sweepConnections(context);
    if (context.now - lastPollAt < context.limits.slowPollMs) return;
    lastPollAt = context.now;
    slowPoll(context).catch(error => context.log.error({ error }, 'the slow poll failed'));
  }, SWEEP_MS);
  timer.unref();
  return () => clearInterval(timer);
}

function upgrade(
  context: Context,
  accept: (request: IncomingMessage, socket: Duplex, head: Buffer) => void,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map(name => name.trim());
  if (!offered.includes(SUBPROTOCOL)) {
    return turnAway(context, socket, 400, `Ask for the WebSocket subprotocol ${SUBPROTOCOL}.`);
  }
  if (context.leaving || context.all.size >= (context.maxConnections ?? DEFAULT_MAX_CONNECTIONS)) {
    return turnAway(context, socket, 503, 'This gateway takes no more connections. Try again in a moment.');
  }
  accept(request, socket, head);
}

function turnAway(context: Context, socket: Duplex, status: number, message: string): void {
  context.counts.refusedConnections++;
  socket.on('error', () => {});
  socket.end(
    `HTTP/1.1 ${status} ${status === 503 ? 'Service Unavailable' : 'Bad Request'}\r\nConnection: close\r\n` +
      `Content-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(message)}\r\n\r\n${message}`,
  );
}

function onFrame(context: Context, connection: Connection, bytes: Buffer): void {
  if (connection.state === 'closed') return;
  context.counts.framesIn++;
  connection.heardAt = context.now;
  if (bytes.length > context.limits.maxFrameBytes) {
    problem(context, connection, 'too_large', `A frame has at most ${context.limits.maxFrameBytes} bytes.`);
    return close(context, connection, 'frame_too_large');
  }
  let frame: wire.ClientFrame;
  try {
    frame = wire.ClientFrame.decode(bytes) as wire.ClientFrame;
  } catch {
    problem(context, connection, 'bad_frame');
    return close(context, connection, 'bad_frame');
  }
  if (connection.state === 'new' && frame.hello) return onHello(context, connection, frame.hello as wire.Hello);
  if (frame.hello || !isOpen(connection)) {
    problem(context, connection, 'hello_expected');
    return close(context, connection, 'hello_expected');
  }
  dispatch(context, connection, frame);
}

function dispatch(context: Context, connection: Connection, frame: wire.ClientFrame): void {
  if (frame.send) onSend(context, connection, frame.send as wire.Send);
  else if (frame.ack) onAck(context, connection, frame.ack as wire.Ack);
  else if (frame.ping) write(context, connection, encodeFrame({ pong: { nonce: frame.ping.nonce ?? 0 } }));
  else if (!frame.pong) problem(context, connection, 'unknown_frame');
}

async function leave(context: Context): Promise<void> {
  const { leavingMinMs, leavingMaxMs } = context.limits;
  context.leaving = true;
  const leaving = encodeFrame({ leaving: { minDelayMs: leavingMinMs, maxDelayMs: leavingMaxMs } });
  for (const connection of context.all) {
    connection.leaving = true;
    if (isOpen(connection)) write(context, connection, leaving);
  }
  for (let turn = 0; turn < DRAIN_TURNS; turn++) {
    if (![...context.all].some(connection => connection.pendingSends > 0)) break;
    await new Promise(resolve => setTimeout(resolve, 10));
  }
  for (const connection of [...context.all]) close(context, connection, 'server_shutdown');
}

function statsOf(context: Context): GatewayStats {
  let longestQueueBytes = 0;
  for (const { transport } of context.all) longestQueueBytes = Math.max(longestQueueBytes, transport.queuedBytes());
  return { connections: context.all.size, longestQueueBytes, ...context.counts };
}
