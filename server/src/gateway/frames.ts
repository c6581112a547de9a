// Encoding of what the gateway sends. Deliver is written by hand: it is the most frequent frame, and its envelope is
// bytes already.
import { type ErrorCode, idBytes, type WireError, wire, wireError } from '@parley/protocol';
import type { SendResult } from '../messages/messages.ts';

export const clientFrameTypes = [
  'hello',
  'send',
  'sendGroup',
  'ack',
  'ping',
  'pong',
  'typing',
  'watch',
  'activity',
] as const satisfies (keyof wire.ClientFrame.$Properties)[];
export type ClientFrameType = (typeof clientFrameTypes)[number];

export const serverFrameTypes = [
  'welcome',
  'sent',
  'refused',
  'deliver',
  'live',
  'pong',
  'problem',
  'leaving',
  'ping',
  'typing',
  'presence',
] as const satisfies (keyof wire.ServerFrame.$Properties)[];
export type ServerFrameType = (typeof serverFrameTypes)[number];

export function encodeFrame(frame: wire.ServerFrame.$Properties): Uint8Array {
  return wire.ServerFrame.encode(frame).finish();
}

const DELIVER_TAG = (4 << 3) | 2;
const EPOCH_TAG = 1 << 3;
const SEQ_TAG = 2 << 3;
const ENVELOPE_TAG = (3 << 3) | 2;

/** A ServerFrame{deliver}. */
export function encodeDeliver(inboxEpoch: number, seq: number, envelope: Uint8Array): Uint8Array {
  const body = 3 + varintLength(inboxEpoch) + varintLength(seq) + varintLength(envelope.length) + envelope.length;
  const out = Buffer.allocUnsafe(1 + varintLength(body) + body);
  out[0] = DELIVER_TAG;
  let at = writeVarint(out, 1, body);
  out[at] = EPOCH_TAG;
  at = writeVarint(out, at + 1, inboxEpoch);
  out[at] = SEQ_TAG;
  at = writeVarint(out, at + 1, seq);
  out[at] = ENVELOPE_TAG;
  at = writeVarint(out, at + 1, envelope.length);
  out.set(envelope, at);
  return out;
}

function varintLength(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) length++;
  return length;
}

function writeVarint(out: Buffer, start: number, value: number): number {
  let at = start;
  let rest = value;
  while (rest >= 128) {
    out[at++] = (rest % 128) | 128;
    rest = Math.floor(rest / 128);
  }
  out[at++] = rest;
  return at;
}

export function encodeSent(id: Uint8Array, ts: number, groupSeq = 0): Uint8Array {
  return encodeFrame({ sent: { id, ts, groupSeq } });
}

export function encodeRefused(
  id: Uint8Array,
  error: WireError,
  more: Omit<Extract<SendResult, { kind: 'refused' }>, 'kind' | 'error'> = {},
): Uint8Array {
  return encodeFrame({
    refused: {
      id,
      error: errorOnWire(error),
      ...(more.retryFrom ? { retryFrom: idBytes(more.retryFrom) } : {}),
      roster: more.roster ?? 0,
      mismatches: (more.mismatches ?? []).map(({ account, version, missing, extra }) => ({
        account: idBytes(account),
        version,
        missing: [...missing],
        extra: [...extra],
      })),
    },
  });
}

export function encodeProblem(code: ErrorCode, detail?: string, connectionEpoch?: number): Uint8Array {
  const error = errorOnWire(wireError(code, detail));
  return encodeFrame({ problem: { error, ...(connectionEpoch === undefined ? {} : { connectionEpoch }) } });
}

function errorOnWire({ code, message, temporary, retryAfterMs }: WireError): wire.Error.$Properties {
  return { code, message, temporary, retryAfterMs: retryAfterMs ?? 0 };
}
