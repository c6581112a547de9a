// Who becomes a connection at all. Who it is, Hello's token says: no cookie does, so a page of any origin may connect like
// any other program.
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { errorTable, SUBPROTOCOL, type WireError, wireError } from '@parley/protocol';
import type { Context } from './context.ts';
import type { AcceptUpgrade } from './transport.ts';

const RETRY_AFTER_MS = 2_000;

export function createAccept(context: Context, accept: AcceptUpgrade): AcceptUpgrade {
  return (request, socket, head) => {
    const refusal = refusalOf(context, request);
    if (!refusal) return accept(request, socket, head);
    context.counts.turnedAway++;
    turnAway(socket, refusal);
  };
}

function refusalOf(context: Context, { headers }: IncomingMessage): WireError | undefined {
  const offered = (headers['sec-websocket-protocol'] ?? '').split(',').map(name => name.trim());
  if (!offered.includes(SUBPROTOCOL)) {
    return wireError('bad_request', `Ask for the WebSocket subprotocol ${SUBPROTOCOL}.`);
  }
  if (context.leaving) return wireError('unavailable', undefined, RETRY_AFTER_MS);
  const { all, greeting, maxConnections, limits } = context;
  // F18: when all clients return at once, those who wait for an answer to Hello get it before more come in.
  if (all.size >= maxConnections || greeting.size >= limits.maxGreetings) {
    return wireError('overloaded', undefined, RETRY_AFTER_MS);
  }
  return undefined;
}

function turnAway(socket: Duplex, error: WireError): void {
  const { status } = errorTable[error.code];
  const body = JSON.stringify(error);
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...(error.retryAfterMs ? [`Retry-After: ${Math.ceil(error.retryAfterMs / 1_000)}`] : []),
  ];
  socket.on('error', () => {});
  socket.once('finish', () => socket.destroy());
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
