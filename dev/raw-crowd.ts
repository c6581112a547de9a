// Devices that hold a connection each and make it again, as the SDK does, whenever it ends.
import type { wire } from '@parley/protocol';
import { type Backoff, createBackoff } from '../client/src/connection/backoff.ts';
import type { Credentials } from './raw-connection.ts';
import { openRawSocket, type RawSocket } from './raw-socket.ts';

export interface CrowdOptions {
  readonly port: number;
  readonly devices: readonly Credentials[];
  /** Something was brought to one of them; it has acked it. */
  readonly onDeliver?: (device: Credentials, deliver: wire.Deliver) => void;
}

export interface Crowd {
  /** Devices that are live now. */
  live(): number;
  /** Why connections and attempts ended so far. */
  ends(): Readonly<Record<string, number>>;
  stop(): void;
}

interface Member {
  readonly credentials: Credentials;
  readonly backoff: Backoff;
  epoch: number;
}

/** Those of the SDK. */
const FIRST_MS = 500;
const MAX_MS = 30_000;
const PING_MS = 10_000;
const BATCHES = 100;

export function startCrowd({ port, devices, onDeliver }: CrowdOptions): Crowd {
  const live = new Map<Member, RawSocket>();
  const sockets = new Set<RawSocket>();
  const ends: Record<string, number> = {};
  let stopped = false;

  function open(member: Member): void {
    if (stopped) return;
    const { credentials, epoch } = member;
    const socket = openRawSocket({
      port,
      credentials,
      connectionEpoch: epoch,
      onFrame(frame, from) {
        if (frame.live) {
          member.backoff.reset();
          live.set(member, from);
        } else if (frame.deliver) {
          const deliver = frame.deliver as wire.Deliver;
          from.send({ ack: { inboxEpoch: deliver.inboxEpoch, upTo: deliver.seq } });
          onDeliver?.(credentials, deliver);
        }
      },
      onEnd(why) {
        sockets.delete(socket);
        live.delete(member);
        ends[why] = (ends[why] ?? 0) + 1;
        member.epoch++;
        if (!stopped) setTimeout(open, member.backoff.nextDelayMs(), member);
      },
    });
    sockets.add(socket);
  }

  for (const credentials of devices) {
    const backoff = createBackoff({ firstMs: FIRST_MS, maxMs: MAX_MS, random: Math.random });
    open({ credentials, backoff, epoch: 1 });
  }
  const stopPinging = pingInTurn(live);
  return {
    live: () => live.size,
    ends: () => ends,
    stop() {
      stopped = true;
      stopPinging();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Each once in PING_MS, not all in one moment: people do not open the app together either. */
function pingInTurn(live: ReadonlyMap<Member, RawSocket>): () => void {
  let round: Iterator<RawSocket> | undefined;
  const timer = setInterval(() => {
    round ??= live.values();
    for (let left = Math.ceil(live.size / BATCHES); left > 0; left--) {
      const { value, done } = round.next();
      if (done) {
        round = undefined;
        return;
      }
      value.send({ ping: { nonce: 1 } });
    }
  }, PING_MS / BATCHES);
  return () => clearInterval(timer);
}
