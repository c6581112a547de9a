// The calling side: one connection, made again whenever it ends. While it is down calls fail at once, but for those of the
// first moment after it was lost.
import { connect as connectTcp, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Clock } from '../lib/clock.ts';
import { currentRequest } from '../lib/request-id.ts';
import { UnavailableError } from '../lib/unavailable.ts';
import type { LinkFrame } from './frames.ts';
import { type Address, type Identity, type Link, type LinkLimits, type LinkTls, linkLimits } from './link.ts';
import { createPendingCalls } from './pending-calls.ts';
import { createWire, type Wire } from './wire.ts';

export interface LinkClientOptions {
  readonly address: Address;
  readonly identity: Identity;
  readonly clock: Clock;
  readonly tls?: LinkTls | undefined;
  /** Somebody else may have taken the address: the link is up only while the one it was made for answers. */
  readonly expect?: Identity;
  readonly limits?: Partial<LinkLimits>;
  /** Once for each change, not for each attempt. */
  readonly onUp?: (peer: Identity) => void;
  readonly onDown?: (error: Error) => void;
}

const BEAT_MS = 250;

export function connectLink(options: LinkClientOptions): Link {
  const { address, clock, expect } = options;
  const limits = { ...linkLimits, ...options.limits };
  const where = `${address.host}:${address.port}`;
  const calls = createPendingCalls();
  const counts = { calls: 0, failures: 0, connects: 0 };
  let state: 'connecting' | 'up' | 'down' | 'closed' = 'connecting';
  let wire: Wire | undefined;
  let startedAt = 0;
  let retryMs = limits.retryMinMs;
  let retry: NodeJS.Timeout | undefined;
  let waiting: (() => void)[] = [];

  function connect(): void {
    retry = undefined;
    startedAt = clock.monotonic();
    const socket = open(address, options.tls);
    const mine = createWire({
      socket,
      limits,
      now: clock.monotonic,
      onFrame: frame => take(mine, frame),
      onEnd: error => lost(mine, error),
    });
    wire = mine;
    mine.send('hello', 0, options.identity);
  }

  function take(from: Wire, { kind, call, value }: LinkFrame): void {
    if (kind === 'result') calls.settle(call, value);
    else if (kind === 'failure') calls.fail(call, failureOf(value));
    else if (kind === 'hello') greeted(from, value as Identity);
  }

  function greeted(from: Wire, peer: Identity): void {
    if (expect && (peer.name !== expect.name || peer.incarnation !== expect.incarnation)) {
      return from.end(new Error(`${where} is ${peer.name} now, not ${expect.name}`));
    }
    counts.connects++;
    retryMs = limits.retryMinMs;
    state = 'up';
    options.onUp?.(peer);
    goOn();
  }

  function goOn(): void {
    const due = waiting;
    waiting = [];
    for (const next of due) next();
  }

  function lost(from: Wire, error: Error): void {
    if (from !== wire || state === 'closed') return;
    wire = undefined;
    if (state !== 'down') options.onDown?.(error);
    state = 'down';
    calls.failAll(new UnavailableError(`${where} was lost: ${error.message}`, { cause: error }));
    goOn();
    retry = setTimeout(connect, retryMs * (0.5 + Math.random() / 2)).unref();
    retryMs = Math.min(retryMs * 2, limits.retryMaxMs);
  }

  const beat = setInterval(() => {
    const now = clock.monotonic();
    calls.expire(now);
    if (state === 'up') wire?.beat(now);
    else if (wire && now - startedAt > limits.helloMs) wire.end(new Error('it did not say who it is in time'));
  }, BEAT_MS).unref();

  function refusal(): UnavailableError | undefined {
    if (state !== 'up') return new UnavailableError(`${where} cannot be reached`);
    if (calls.size() >= limits.maxPendingCalls) return new UnavailableError(`too many calls to ${where} are under way`);
    if (wire!.queuedBytes() > limits.maxQueuedBytes) return new UnavailableError(`${where} does not keep up`);
    return undefined;
  }

  function callNow(method: string, args: readonly unknown[], deadlineMs: number): Promise<unknown> {
    const problem = refusal();
    if (problem) return Promise.reject(problem);
    const { number, answer } = calls.add(method, clock.monotonic() + deadlineMs);
    wire!.send('call', number, [method, currentRequest(), ...args]);
    return answer;
  }

  connect();
  return {
    async call(method, args, deadlineMs = limits.deadlineMs) {
      counts.calls++;
      try {
        if (state === 'connecting') await new Promise<void>(resolve => waiting.push(resolve));
        return await callNow(method, args, deadlineMs);
      } catch (error) {
        counts.failures++;
        throw error;
      }
    },
    generation: () => counts.connects,
    isUp: () => state === 'up',
    stats: () => ({ ...counts, pending: calls.size() }),
    close() {
      if (state === 'closed') return;
      state = 'closed';
      clearInterval(beat);
      clearTimeout(retry);
      calls.failAll(new UnavailableError(`the link to ${where} was closed`));
      goOn();
      wire?.end();
    },
  };
}

function open({ host, port }: Address, tls: LinkTls | undefined): Socket {
  if (!tls) return connectTcp({ host, port });
  return connectTls({ host, port, ...tls, minVersion: 'TLSv1.3', checkServerIdentity: () => undefined });
}

interface Failure {
  readonly message: string;
  readonly unavailable: boolean;
}

function failureOf(value: unknown): Error {
  const { message, unavailable } = value as Failure;
  return unavailable ? new UnavailableError(message) : new Error(message);
}
