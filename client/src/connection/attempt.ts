// One connection from opening to its end: Hello first, heartbeats while it lasts. Whether and when there is a next one is
// decided in connection.ts.
import { limits, SUBPROTOCOL, wire } from '@parley/protocol';
import type { Clock } from '../clock.ts';
import type { Pipe, Transport } from './transport.ts';

export interface Attempt {
  send(frame: wire.ClientFrame.$Properties): void;
  /** Ends it without a word to `ended`. */
  close(): void;
}

export interface AttemptEvents {
  frame(frame: wire.ServerFrame): void;
  /** The server closed it, it broke, or nothing was heard for too long (1006). */
  ended(code: number): void;
}

export interface AttemptOptions {
  readonly url: string;
  readonly hello: wire.Hello.$Properties;
  readonly transport: Transport;
  readonly clock: Clock;
}

const BROKEN = 1006;

export function startAttempt({ url, hello, transport, clock }: AttemptOptions, events: AttemptEvents): Attempt {
  let over = false;
  let heartbeatMs: number = limits.heartbeatMs;
  let cancelPing = () => {};
  let cancelDeath = clock.after(limits.deadPeerMs, () => end(BROKEN));

  function stop(): void {
    over = true;
    cancelPing();
    cancelDeath();
    pipe.close();
  }

  function end(code: number): void {
    if (over) return;
    stop();
    events.ended(code);
  }

  function send(frame: wire.ClientFrame.$Properties): void {
    if (over) return;
    pipe.send(wire.ClientFrame.encode(frame).finish());
    cancelPing();
    cancelPing = clock.after(heartbeatMs, () => send({ ping: { nonce: 0 } }));
  }

  function received(message: Uint8Array): void {
    if (over) return;
    cancelDeath();
    cancelDeath = clock.after(limits.deadPeerMs, () => end(BROKEN));
    let frame: wire.ServerFrame;
    try {
      frame = wire.ServerFrame.decode(message);
    } catch {
      return end(BROKEN);
    }
    if (frame.welcome?.heartbeatMs) heartbeatMs = frame.welcome.heartbeatMs;
    if (frame.ping) send({ pong: { nonce: frame.ping.nonce ?? 0 } });
    events.frame(frame);
  }

  const pipe: Pipe = transport.open(url, SUBPROTOCOL, {
    opened: () => send({ hello }),
    received,
    closed: code => end(code),
  });
  return { send, close: stop };
}
